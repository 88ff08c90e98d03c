import { CEDAR_FILE, WORKFLOW_FILE, type WorkflowFile, type WorkflowFiles } from '@/lib/core/boundary/files'
import { parseStrict } from '@/lib/core/canonical/json'
import { limits } from '@/lib/core/limits'
import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { workflowFileJson } from './schema'

export type ParsedFiles = { file: WorkflowFile; cedar: string }

/**
 * Reads a workflow's files as strictly as a body: no second reader may understand the same bytes differently (ATTACKS 13).
 * Refuses `request.invalid`, with pointers that begin with the file's name.
 */
export function parseFiles(files: WorkflowFiles): Result<ParsedFiles> {
  const parsed = parseStrict(files[WORKFLOW_FILE], { maxBytes: limits.draftBytes, maxDepth: limits.draftDepth })
  if (!parsed.ok)
    return invalid([{ pointer: `/${WORKFLOW_FILE}${parsed.problem.pointer}`, detail: parsed.problem.detail }])
  const file = workflowFileJson.safeParse(parsed.value)
  if (!file.success)
    return invalid(
      file.error.issues.slice(0, 50).map((issue) => ({
        pointer: `/${WORKFLOW_FILE}${issue.path.map((part) => `/${String(part)}`).join('')}`,
        detail: issue.code === 'unrecognized_keys' ? `has unknown members: ${issue.keys.join(', ')}` : issue.message,
      })),
    )
  return ok({ file: file.data, cedar: files[CEDAR_FILE] })
}

function invalid(errors: FieldError[]): Result<never> {
  return refuse({ code: 'request.invalid', errors })
}
