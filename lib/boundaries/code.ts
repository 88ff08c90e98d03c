import type { Actor } from '@/lib/core/actor'
import type { SentencePart } from '@/lib/core/boundary/analysis'
import { accountabilityFile, type WorkflowFile } from '@/lib/core/boundary/files'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { type Result, refuse } from '@/lib/core/result'
import { mayEditWorkflow } from '@/lib/core/workflow/visibility'
import type { CodeCheck, CodeDiff } from './schema-code'
import type { CheckView } from './schema-views'
import type { BoundaryRow } from './store'

export type PipelineActor = Extract<Actor, { kind: 'pipeline' }>

/** The workflow that a pipeline may speak of: one that its sponsor owns, because the sponsor is the author of what it proposes. Any other does not exist to it. */
export function workflowOfPipeline(
  pipelineId: string,
  slug: string,
  directory: Directory,
): Result<{ workflow: DirectoryWorkflow; sponsorId: string }> {
  const pipeline = directory.pipelines.get(pipelineId)
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (pipeline?.status !== 'active' || !workflow || !mayEditWorkflow(pipeline.sponsorId, workflow, directory))
    return refuse({ code: 'not_found' })
  return { ok: true, value: { workflow, sponsorId: pipeline.sponsorId } }
}

/** A version of a workflow as its files have it. */
export function fileOf(
  workflow: DirectoryWorkflow,
  boundary: Pick<BoundaryRow, 'catalogue' | 'tests'>,
  description: string,
  directory: Directory,
): WorkflowFile {
  return {
    v: 1,
    slug: workflow.slug,
    title: workflow.title,
    description,
    code_prefix: workflow.codePrefix,
    accountability: accountabilityFile(workflow.assignments, directory),
    catalogue: boundary.catalogue,
    tests: boundary.tests,
  }
}

/** A check in the words of the machine API. */
export function checkToWire(check: CheckView): CodeCheck {
  return {
    good: check.blockers.every(({ code }) => !handingIn.has(code)),
    faults: check.faults.map(({ rule, line, column, message, help }) => ({ rule, line, column, message, help })),
    catalogue_faults: check.catalogue_faults,
    findings: check.findings,
    tests: check.tests.map(({ name, passed, message }) => ({ name, passed, message })),
    blockers: check.blockers,
  }
}

/** What keeps a change from being handed in; the other blockers only keep it from being activated. */
export const handingIn: ReadonlySet<string> = new Set(['invalid_text', 'invalid_catalogue', 'no_rules', 'test_fails'])

/** A comparison in plain sentences, most loosening first. */
export function changesToWire(check: CheckView): Pick<CodeDiff, 'direction' | 'changes'> {
  return {
    direction: check.comparison?.direction ?? null,
    changes: (check.comparison?.items ?? []).map(({ direction, sentence, before }) => ({
      direction,
      sentence: plain(sentence),
      before,
    })),
  }
}

function plain(parts: readonly SentencePart[]): string {
  return parts.map(({ text }) => text).join('')
}
