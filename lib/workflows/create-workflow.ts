import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { mayCreateWorkflow } from '@/lib/core/workflow/visibility'
import type { VerbContext } from '@/lib/directory/context'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { insertWorkflow, nameTaken } from './store'

type Input = { slug: string; title: string; description: string; code_prefix: string; owners: readonly string[] }

/**
 * Creates a workflow as a draft: it denies everything until a first version is reviewed and every role is answered for.
 * Refuses `auth.forbidden`, `name.taken` (slug or code prefix) and owners who are not active.
 */
export async function createWorkflow(
  ctx: VerbContext<PersonActor>,
  input: Input,
): Promise<Result<{ id: string; slug: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!mayCreateWorkflow(ctx.actor.id, directory)) return refuse({ code: 'auth.forbidden', role: 'admin' })
    const stranger = input.owners.findIndex((id) => directory.people.get(id)?.status !== 'active')
    if (stranger >= 0)
      return refuse({
        code: 'request.invalid',
        errors: [{ pointer: `/owners/${stranger}`, detail: 'is nobody who is active here' }],
      })
    const taken = await nameTaken(tx, input.slug, input.code_prefix)
    if (taken) return refuse({ code: 'name.taken', pointer: `/${taken}` })
    const id = newId('wfl', ctx.now.getTime())
    await insertWorkflow(tx, {
      id,
      slug: input.slug,
      title: input.title,
      description: input.description,
      codePrefix: input.code_prefix,
      ownerIds: input.owners,
    })
    await appendEntry(
      tx,
      {
        type: 'workflow.created',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { workflow_id: id },
        facts: { slug: input.slug, code_prefix: input.code_prefix, owners: [...new Set(input.owners)].sort() },
      },
      { title: input.title, description: input.description },
    )
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ id, slug: input.slug })
  })
}
