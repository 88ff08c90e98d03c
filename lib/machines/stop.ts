import { appendEntries, appendEntry, type NewEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { concernedByMachine, concernedByRuntime } from '@/lib/core/machine/concerned'
import { findMachine } from '@/lib/core/machine/machine'
import { mayManageMachine } from '@/lib/core/machine/may-manage'
import { maySeeRuntime, mayStopMachine, mayStopRuntime } from '@/lib/core/machine/may-stop'
import { type Stop, stopsFrom } from '@/lib/core/machine/stop'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { holdLiveSession } from '@/lib/people/store'
import type { Tx } from '@/lib/platform/transaction'
import { type Ended, endWhatIsOpen } from './ending'
import { endCredentialsOf, setMachineStatus, setRuntimeStatus } from './store'
import { tellStopped } from './telling'

export type StopInput = { id: string; reason: string }
export type Stopped = { id: string; status: Stop; ended: Ended }

/** A stop may end many requests, and nobody may wait for half of it. Milliseconds. */
export const stopTimeout = { timeoutMs: 60_000 } as const

/**
 * What the three ways to stop a machine have in common. The configuration lock is taken alone and first: whoever submits,
 * decides or redeems holds it shared, so each of them comes wholly before the stop, and is ended by it, or wholly after, and
 * finds the machine stopped. The database says the same again by its triggers.
 * Refuses `auth.invalid`, `not_found` (also for what the person is not shown), `auth.forbidden`, `machine.wrong_state`.
 */
export async function stopMachine(tx: Tx, actor: PersonActor, input: StopInput, how: Stop): Promise<Result<Stopped>> {
  const directory = await directoryAt(await lockRevision(tx))
  if (!(await holdLiveSession(tx, actor.sessionId, actor.id))) return refuse({ code: 'auth.invalid' })
  const machine = findMachine(input.id, directory)
  if (!machine || !mayStopMachine(actor.id, machine, directory)) return refuse({ code: 'not_found' })
  // There is no way back from this one.
  if (how === 'retired' && !mayManageMachine(actor.id, machine, directory))
    return refuse({ code: 'auth.forbidden', role: 'admin' })
  if (!stopsFrom(machine.status, machine.kind).includes(how))
    return refuse({ code: 'machine.wrong_state', status: machine.status })
  await setMachineStatus(tx, machine, how)
  const { ended, entries } = await endWhatIsOpen(tx, actor, machine, { slug: machine.slug, how, reason: input.reason })
  const credentials = how === 'retired' ? await endCredentialsOf(tx, machine.id) : []
  await appendEntry(
    tx,
    {
      type: `machine.${how}`,
      actor: { kind: 'person', id: actor.id },
      subject: { machine_id: machine.id },
      facts: { kind: machine.kind, slug: machine.slug, was: machine.status, ...ended },
    },
    { reason: input.reason },
  )
  await appendEntries(tx, [...entries, ...credentials.map((id) => credentialEnded(actor, machine.id, id))])
  const { kind, slug } = machine
  await tellStopped(
    tx,
    actor,
    { kind, slug, how, subject: { machine: machine.id } },
    concernedByMachine(machine, directory),
  )
  await announce(tx, { kind: 'config', id: 'machines' })
  return ok({ id: machine.id, status: how, ended })
}

/** The same for a runtime: every agent inside stops with it. */
export async function stopRuntime(
  tx: Tx,
  actor: PersonActor,
  input: StopInput,
  how: 'suspended' | 'quarantined',
): Promise<Result<Stopped>> {
  const directory = await directoryAt(await lockRevision(tx))
  if (!(await holdLiveSession(tx, actor.sessionId, actor.id))) return refuse({ code: 'auth.invalid' })
  const runtime = directory.runtimes.get(input.id)
  if (!runtime || !maySeeRuntime(actor.id, runtime, directory)) return refuse({ code: 'not_found' })
  if (!mayStopRuntime(actor.id, runtime, directory)) return refuse({ code: 'auth.forbidden', role: 'admin' })
  if (!stopsFrom(runtime.status, 'runtime').includes(how))
    return refuse({ code: 'machine.wrong_state', status: runtime.status })
  await setRuntimeStatus(tx, runtime.id, how)
  const scope = { kind: 'runtime', id: runtime.id } as const
  const { ended, entries } = await endWhatIsOpen(tx, actor, scope, { slug: runtime.slug, how, reason: input.reason })
  await appendEntry(
    tx,
    {
      type: `runtime.${how}`,
      actor: { kind: 'person', id: actor.id },
      subject: { runtime_id: runtime.id },
      facts: { slug: runtime.slug, was: runtime.status, ...ended },
    },
    { reason: input.reason },
  )
  await appendEntries(tx, entries)
  const subject = { machine: runtime.id }
  await tellStopped(
    tx,
    actor,
    { kind: 'runtime', slug: runtime.slug, how, subject },
    concernedByRuntime(runtime, directory),
  )
  await announce(tx, { kind: 'config', id: 'machines' })
  return ok({ id: runtime.id, status: how, ended })
}

function credentialEnded(actor: PersonActor, ownerId: string, credentialId: string): NewEntry {
  return {
    type: 'credential.revoked',
    actor: { kind: 'person', id: actor.id },
    subject: { credential_id: credentialId, owner_id: ownerId },
    facts: { why: 'retired' },
  }
}
