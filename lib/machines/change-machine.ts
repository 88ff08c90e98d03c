import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { findMachine } from '@/lib/core/machine/machine'
import { mayChangeSponsor, mayManageMachine } from '@/lib/core/machine/may-manage'
import { maySeeMachine } from '@/lib/core/machine/may-stop'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import type { ChangeBody } from './schema'
import { findMachineText, type MachineText, updateMachine } from './store'

/**
 * Changes what is said of a machine. Who sponsors it is changed by administrators only: separation of duties rests on it.
 * Pending requests keep the sponsor that they were made under, and the present one is asked about as well, so a change in
 * between lets nobody decide who could not (law 4). Changing nothing writes nothing.
 * Refuses `not_found`, `auth.forbidden`, `request.invalid`, `machine.wrong_state` (retired).
 */
export async function changeMachine(
  ctx: { actor: PersonActor },
  input: ChangeBody & { id: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const machine = findMachine(input.id, directory)
    if (!machine || !maySeeMachine(ctx.actor.id, machine, directory)) return refuse({ code: 'not_found' })
    const before = await findMachineText(tx, machine)
    if (!before) return refuse({ code: 'not_found' })
    const after: MachineText = {
      title: input.title ?? before.title,
      description: machine.kind === 'agent' ? (input.description ?? before.description) : '',
      sponsorId: machine.kind === 'auditor' ? null : (input.sponsor_id ?? before.sponsorId),
    }
    const changed = (['title', 'description', 'sponsorId'] as const).filter((name) => after[name] !== before[name])
    const may = changed.includes('sponsorId')
      ? mayChangeSponsor(ctx.actor.id, directory)
      : mayManageMachine(ctx.actor.id, machine, directory)
    if (!may) return refuse({ code: 'auth.forbidden', role: 'admin' })
    if (machine.status === 'retired') return refuse({ code: 'machine.wrong_state', status: machine.status })
    if (changed.includes('sponsorId') && directory.people.get(after.sponsorId ?? '')?.status !== 'active')
      return refuse({
        code: 'request.invalid',
        errors: [{ pointer: '/sponsor_id', detail: 'must be somebody active' }],
      })
    if (changed.length === 0) return ok({ id: machine.id })
    await updateMachine(tx, machine, after)
    await appendEntry(
      tx,
      {
        type: 'machine.changed',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { machine_id: machine.id },
        facts: {
          kind: machine.kind,
          slug: machine.slug,
          changed: changed.map((name) => (name === 'sponsorId' ? 'sponsor' : name)),
          // Ids, not names: what separation of duties rests on must stay readable for ever.
          ...(changed.includes('sponsorId') && { sponsor_before: before.sponsorId, sponsor_after: after.sponsorId }),
        },
      },
      {
        before: { title: before.title, description: before.description },
        after: { title: after.title, description: after.description },
      },
    )
    await announce(tx, { kind: 'config', id: 'machines' })
    return ok({ id: machine.id })
  })
}
