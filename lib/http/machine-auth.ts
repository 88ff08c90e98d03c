import { type Result, refuse } from '@/lib/core/result'
import { currentDirectory, freshDirectory } from '@/lib/directory/current'
import { authenticateMachine, type MachineActor } from '@/lib/identity/machine'
import { noteSighting } from '@/lib/machines/sightings'
import { countCredential, countFailure } from './fences'

/**
 * The machine behind a request, counted against its own rate limit.
 * A credential that the cached directory does not know may be a moment old: it is looked for once more in the database
 * before it is refused, and such look-ups are bounded per address, so that guessing costs the guesser.
 */
export async function machineOf(request: Request, address: string | null, now: Date): Promise<Result<MachineActor>> {
  const proven = await authenticateMachine(request.headers, now, await currentDirectory())
  if (proven.ok) return counted(proven.value, now)
  if (proven.refusal.code !== 'auth.invalid') return proven
  const allowed = countFailure(address)
  if (!allowed.ok) return allowed
  const again = await authenticateMachine(request.headers, now, await freshDirectory())
  return again.ok ? counted(again.value, now) : refuse(again.refusal)
}

function counted(actor: MachineActor, now: Date): Result<MachineActor> {
  noteSighting(actor.id, actor.credentialId, now)
  const allowed = countCredential(actor.credentialId)
  return allowed.ok ? { ok: true, value: actor } : allowed
}
