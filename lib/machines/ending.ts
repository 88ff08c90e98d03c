import type { NewEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { type Stop, sayStopped } from '@/lib/core/machine/stop'
import { announceAll } from '@/lib/directory/store-announce'
import type { Tx } from '@/lib/platform/transaction'
import { cancelPending, endOpenExecutions, lockOpen, revokeLive, type Scope } from './store-stop'

/** How much a stop ended. */
export type Ended = { cancelled: number; revoked: number; unknown: number }

/**
 * Ends everything that is open in the scope of a stop, at once and in the caller's transaction: pending requests are
 * cancelled, live grants revoked, executions under way end as `unknown`. Each table is changed by one statement, whatever the
 * number of rows, in the order of the locks: configuration (the caller holds it alone), requests, grants, executions.
 * Gives the counts and the log entries, which the caller appends after its own so that the log tells cause before effect.
 */
export async function endWhatIsOpen(
  tx: Tx,
  actor: PersonActor,
  scope: Scope,
  stop: { slug: string; how: Stop; reason: string },
): Promise<{ ended: Ended; entries: NewEntry[] }> {
  const ids = await lockOpen(tx, scope)
  const message = sayStopped(stop.slug, stop.how)
  const requests = await cancelPending(tx, ids, { code: 'request.cancelled', message })
  const grants = await revokeLive(tx, ids, actor.id, stop.reason)
  const executions = await endOpenExecutions(
    tx,
    grants.map((grant) => grant.id),
    `${stop.slug} was ${stop.how} before the executor reported.`,
  )
  await announceAll(tx, [
    ...requests.map((request) => ({ kind: 'request' as const, id: request.id })),
    ...grants.map((grant) => ({ kind: 'grant' as const, id: grant.id, request_id: grant.request_id })),
  ])
  const person = { kind: 'person', id: actor.id } as const
  const system = { kind: 'system', id: 'system' } as const
  const because = { stopped: stop.slug, how: stop.how }
  return {
    ended: {
      cancelled: requests.filter((request) => request.status === 'cancelled').length,
      revoked: grants.length,
      unknown: executions.length,
    },
    entries: [
      ...requests.map(
        (request): NewEntry =>
          request.status === 'expired'
            ? { type: 'request.expired', actor: system, subject: { request_id: request.id }, facts: {} }
            : {
                type: 'request.cancelled',
                actor: person,
                subject: { request_id: request.id },
                facts: { digest: request.digest, ...because },
              },
      ),
      ...grants.map(
        (grant): NewEntry => ({
          type: 'grant.revoked',
          actor: person,
          subject: { request_id: grant.request_id, grant_id: grant.id },
          facts: { was: grant.was, by: 'person', ...because },
        }),
      ),
      ...executions.map(
        (execution): NewEntry => ({
          type: 'execution.unknown',
          actor: system,
          subject: { request_id: execution.request_id, grant_id: execution.grant_id, execution_id: execution.id },
          facts: { why: 'revoked' },
        }),
      ),
    ],
  }
}
