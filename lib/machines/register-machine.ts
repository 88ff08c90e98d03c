import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { Directory } from '@/lib/core/directory'
import { mayRegister } from '@/lib/core/machine/may-manage'
import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import type { RegisterBody } from './schema'
import { insertMachine, slugTaken } from './store'

/**
 * Registers a machine. It has no credential yet and takes part in nothing until a reviewed version of a workflow names it, so
 * one person is enough. Its slug is what rules name it by: unique among machines of every kind, and never reused.
 * Refuses `auth.forbidden`, `name.taken`, `request.invalid` (a sponsor or runtime that is not there).
 */
export async function registerMachine(
  ctx: { actor: PersonActor },
  input: RegisterBody,
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const sponsorId = 'sponsor_id' in input ? input.sponsor_id : null
    if (!mayRegister(ctx.actor.id, { kind: input.kind, sponsorId }, directory))
      return refuse({ code: 'auth.forbidden', role: 'admin' })
    const runtime = 'runtime' in input ? runtimeNamed(input.runtime, directory) : null
    const errors = missing(input, sponsorId, runtime !== null, directory)
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    if (await slugTaken(tx, input.slug)) return refuse({ code: 'name.taken', pointer: '/slug' })
    const id = await insertMachine(tx, {
      kind: input.kind,
      slug: input.slug,
      title: input.title,
      description: 'description' in input ? input.description : '',
      sponsorId: sponsorId ?? '',
      runtimeId: runtime?.id ?? '',
    })
    await appendEntry(
      tx,
      {
        type: 'machine.registered',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { machine_id: id },
        facts: { kind: input.kind, slug: input.slug, sponsor: sponsorId, runtime: runtime?.slug ?? null },
      },
      { title: input.title },
    )
    await announce(tx, { kind: 'config', id: 'machines' })
    return ok({ id })
  })
}

function runtimeNamed(slug: string, directory: Directory) {
  return [...directory.runtimes.values()].find((runtime) => runtime.slug === slug) ?? null
}

function missing(
  input: RegisterBody,
  sponsorId: string | null,
  runtimeFound: boolean,
  directory: Directory,
): FieldError[] {
  const errors: FieldError[] = []
  if (sponsorId !== null && directory.people.get(sponsorId)?.status !== 'active')
    errors.push({ pointer: '/sponsor_id', detail: 'must be somebody active' })
  if (input.kind === 'agent' && !runtimeFound) errors.push({ pointer: '/runtime', detail: 'is not registered' })
  return errors
}
