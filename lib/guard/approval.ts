import { appendEntry } from '@/lib/audit/store'
import type { Json } from '@/lib/core/canonical/json'
import type { Vote } from '@/lib/core/decision/quorum'
import type { Directory } from '@/lib/core/directory'
import { assess, demandOf, type GuardLevel, type Hasty } from '@/lib/core/guard/level'
import type { GuardSettings } from '@/lib/core/guard/settings'
import { readingFloor, type Signal } from '@/lib/core/guard/signals'
import type { Level } from '@/lib/core/presentation/presentation'
import { ok, type Result, refuse } from '@/lib/core/result'
import { enoughWithout } from '@/lib/core/triage/may-triage'
import { nextId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import type { LockedRequest } from '@/lib/requests/store-locked'
import { findPassed, findResting, hurry, insertTransition, lockGuard, type Watching, watch } from './store'

/** What the guard asked of an approval, for its row and its log entry. */
export type Guarded = {
  level: Exclude<GuardLevel, 'reroute'>
  signals: Signal[]
  check: { id: string; pointer: string; tries: number } | null
}
export const unguarded: Guarded = { level: 'none', signals: [], check: null }

/** For the row of a decision. */
export function guardColumns({ level, check }: Guarded): { guardLevel: string; guardCheckId: string | null } {
  return { guardLevel: level, guardCheckId: check?.id ?? null }
}

/** For the log entry of a decision; nothing where nothing was asked. */
export function guardFacts({ level, signals, check }: Guarded): { [fact: string]: Json } {
  if (level === 'none') return {}
  return {
    guard: {
      level,
      signals: signals.map((signal) => ({ ...signal })),
      question: check && { about: check.pointer, answers: check.tries, right: true },
    },
  }
}

/** Of whoever is about to approve: before any request is locked, so that no two approvals of a person wait for each other. */
export async function holdGuard(tx: Tx, personId: string, directory: Directory): Promise<void> {
  if (directory.organisation.guard.many > 0) await lockGuard(tx, personId)
}

/**
 * May this person approve this request now, as far as the guard goes? Refuses while others approve in their place, and where the
 * question was not answered. Only ever asked of an approval: a denial does not come here (UX 4.5).
 */
export async function guardApproval(
  tx: Tx,
  personId: string,
  request: LockedRequest,
  votes: readonly Vote[],
  openedAt: Date | null,
  directory: Directory,
): Promise<Result<Guarded>> {
  const settings = directory.organisation.guard
  // Turning the guard off ends no rest that has begun: the trigger `decision_guarded` would refuse the approval.
  if (settings.many === 0 && !(await findResting(tx)).has(personId)) return ok(unguarded)
  const watching = await watch(tx, personId, kindOf(request))
  const { level, signals, until } = await settle(tx, personId, watching, settings)
  if (settings.many === 0 && level === 'none') return ok(unguarded)
  const hasty = hastyOf(request, openedAt, watching)
  const demand = demandOf({
    level,
    request: request.level as Level,
    hasty,
    enoughOthers: level === 'reroute' && enoughOthers(personId, request, votes, await findResting(tx), directory),
  })
  if (demand === 'reroute') return refuse({ code: 'decision.rerouted', until: (until ?? watching.now).toISOString() })
  const check = await findPassed(tx, {
    requestId: request.id,
    personId,
    presentationDigest: request.presentationDigest,
  })
  if (demand === 'check' && check === null) {
    const [signal] = signals
    return refuse({ code: 'decision.check_required', why: hasty ? { code: 'hasty', ...hasty } : (signal ?? null) })
  }
  return ok({ level: check ? 'check' : demand, signals, check })
}

/** After an approval was written: where the person stands now. */
export async function settleGuard(tx: Tx, personId: string, directory: Directory): Promise<void> {
  const settings = directory.organisation.guard
  if (settings.many > 0) await settle(tx, personId, await watch(tx, personId, null), settings)
}

/** Where somebody stands, without writing it down; for a page. */
export function standOf(
  watching: Watching,
  many: number,
): { level: GuardLevel; signals: Signal[]; until: Date | null } {
  const { last, now } = watching
  if (last?.to === 'reroute' && last.until !== null && last.until > now)
    return { level: 'reroute', signals: last.signals, until: last.until }
  if (many === 0) return { level: 'none', signals: [], until: null }
  return { ...assess({ ...watching, many }), until: null }
}

/** This request was opened so short a while ago that nobody can have read it; null when there was time. By the server's clock. */
export function hastyOf(
  request: { title: string; params: unknown; workflowId: string; action: string },
  openedAt: Date | null,
  { now, usual }: Watching,
): Hasty | null {
  const floor = readingFloor(request.title.length + JSON.stringify(request.params).length, usual.get(kindOf(request)))
  const seconds = openedAt === null ? 0 : Math.max(0, (now.getTime() - openedAt.getTime()) / 1_000)
  return seconds < floor ? { seconds: Math.floor(seconds), floor } : null
}

/** Would enough be left without this person and without those who rest themselves? */
export function enoughOthers(
  personId: string,
  request: Parameters<typeof enoughWithout>[1],
  votes: readonly Vote[],
  resting: ReadonlySet<string>,
  directory: Directory,
): boolean {
  const out = [...resting]
    .filter((id) => id !== personId && !votes.some((vote) => vote.personId === id))
    .map((id): Vote => ({ personId: id, verb: 'abstain', passkeyId: null }))
  return enoughWithout(personId, request, [...votes, ...out], directory)
}

export function kindOf({ workflowId, action }: { workflowId: string; action: string }): string {
  return `${workflowId}/${action}`
}

/** Writes a change of level down, once, with its log entry. Who is sent to rest: what they were told of is told to others. */
async function settle(
  tx: Tx,
  personId: string,
  watching: Watching,
  { many, restMinutes }: GuardSettings,
): Promise<{ level: GuardLevel; signals: Signal[]; until: Date | null }> {
  const stands = standOf(watching, many)
  const from = watching.last?.to ?? 'none'
  // Still resting is no change.
  if (stands.level === from && (from !== 'reroute' || stands.until !== null)) return stands
  const began = from === stands.level ? 'none' : from
  const until = await insertTransition(tx, {
    id: nextId('grd'),
    personId,
    from: began,
    to: stands.level,
    signals: stands.signals,
    restMinutes,
  })
  await appendEntry(tx, {
    type: 'guard.changed',
    actor: { kind: 'system', id: 'system' },
    subject: { person_id: personId },
    facts: {
      person: personId,
      from: began,
      to: stands.level,
      signals: stands.signals.map((signal) => ({ ...signal })),
      until: until?.toISOString() ?? null,
    },
  })
  if (stands.level === 'reroute') await hurry(tx, personId)
  return { ...stands, until }
}
