import { fileDifferences, fileDigest, type WorkflowFiles } from '@/lib/core/boundary/files'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { currentDirectory, directoryAt } from '@/lib/directory/current'
import { holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { autocommit, inTransaction } from '@/lib/platform/transaction'
import { aroundOf } from './around'
import { checkText } from './check'
import { changesToWire, fileOf, type PipelineActor, workflowOfPipeline } from './code'
import { parseFiles } from './files'
import type { CodeDiff } from './schema-code'
import { findActive, noteCodeState, workflowDescription } from './store'

type Input = { slug: string; files: WorkflowFiles; ref: string }

/**
 * What the files of a repository would change, compared with the version in force, and that they were seen: the console shows
 * from then on whether they and what is in force drift apart. That they were seen changes nothing, so the log does not say it.
 */
export async function compareCode(ctx: VerbContext<PipelineActor>, input: Input): Promise<Result<CodeDiff>> {
  const found = workflowOfPipeline(ctx.actor.id, input.slug, await currentDirectory())
  if (!found.ok) return found
  const parsed = parseFiles(input.files)
  if (!parsed.ok) return parsed
  const { file, cedar } = parsed.value
  const current = await findActive(autocommit(), found.value.workflow.id)
  const text = { cedar, catalogue: file.catalogue, tests: [] }
  const around = aroundOf(found.value.workflow, current, await currentDirectory(), ctx.now)
  const check = await checkText(text, around, 'en')
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await holdRevision(tx))
    const again = workflowOfPipeline(ctx.actor.id, input.slug, directory)
    if (!again.ok) return again
    const { workflow } = again.value
    const active = await findActive(tx, workflow.id)
    // Another version came into force meanwhile: what was compared is not what is in force.
    if (active?.id !== current?.id) return refuse({ code: 'config.changed' })
    const inForce = active && {
      file: fileOf(workflow, active, await workflowDescription(tx, workflow.id), directory),
      cedar: active.cedar,
    }
    const digest = fileDigest(file, cedar)
    const activeDigest = inForce && fileDigest(inForce.file, inForce.cedar)
    await noteCodeState(tx, { workflowId: workflow.id, digest, ref: input.ref, pipelineId: ctx.actor.id })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({
      version: active?.version ?? null,
      drift: digest !== activeDigest,
      differs: inForce ? fileDifferences({ file, cedar }, inForce) : ['everything'],
      digest,
      active_digest: activeDigest,
      ...changesToWire(check),
    })
  })
}
