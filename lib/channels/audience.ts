import type { Directory } from '@/lib/core/directory'
import { type Allowed, checkOutgoing } from '@/lib/core/net/hook-url'
import type { FieldError } from '@/lib/core/refusal'

/** What is wrong with the address of a chat and with whom it is for; empty when nothing is. */
export function faultsOfHook(
  hook: { url?: string | undefined; team_id: string | null; person_id: string | null },
  directory: Directory,
  allowed: Allowed,
): FieldError[] {
  const errors: FieldError[] = []
  const checked = hook.url === undefined ? null : checkOutgoing(hook.url, allowed)
  if (checked && !checked.ok) errors.push({ pointer: '/url', detail: checked.why })
  if (hook.team_id !== null && !directory.teams.has(hook.team_id))
    errors.push({ pointer: '/team_id', detail: 'is no team' })
  if (hook.person_id !== null && directory.people.get(hook.person_id)?.status !== 'active')
    errors.push({ pointer: '/person_id', detail: 'is nobody active' })
  if (hook.team_id !== null && hook.person_id !== null)
    errors.push({ pointer: '/person_id', detail: 'cannot be given together with a team' })
  return errors
}
