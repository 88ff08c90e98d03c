import { appendEntry } from '@/lib/audit/store'
import type { Refusal } from '@/lib/core/refusal'
import type { Submission } from '@/lib/core/request/submission'
import { tooMuch, volumeOf } from '@/lib/core/request/volume'
import type { AgentActor, VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { env } from '@/lib/platform/env'
import type { Tx } from '@/lib/platform/transaction'
import type { Counts } from './store-counts'
import { keepKey, toldOfHold } from './store-volume'

/** What becomes of a wish that would ask people: it is the one that already waits, or it may not ask now, or (null) it may. */
export type HeldBack = { equal: string } | { refusal: Refusal } | 'key_taken' | null

/**
 * Spares people (UX 4.2, ATTACKS 53): an equal wish of the last minutes is answered with the request that already waits, and
 * an agent with too much waiting, or denied too often just now, is told to come back. Those who answer for a held agent are
 * told once. Policy alone is never held back, and nothing here decides.
 */
export async function holdBack(
  tx: Tx,
  ctx: VerbContext<AgentActor>,
  { agent, workflow }: Submission,
  { equal, waiting, denials }: Counts,
  approverTeams: readonly string[],
): Promise<HeldBack> {
  if (equal !== null) {
    if (ctx.idempotency && !(await keepKey(tx, agent.id, ctx.idempotency, equal))) return 'key_taken'
    await appendEntry(tx, {
      type: 'request.repeated',
      actor: { kind: ctx.actor.kind, id: ctx.actor.id },
      subject: { request_id: equal, workflow: workflow.slug },
      facts: { credential: ctx.actor.credentialId },
    })
    await announce(tx, { kind: 'request', id: equal })
    return { equal }
  }
  const refusal = tooMuch(volumeOf(waiting, denials, approverTeams), env().volume, ctx.now)
  if (refusal === null) return null
  if (refusal.code === 'volume.held' && !(await toldOfHold(tx, agent.id)))
    await insertNotices(
      tx,
      [...new Set([agent.sponsorId, ...workflow.ownerIds])].map((personId) => ({
        personId,
        kind: 'agent_held' as const,
        subject: { machine: agent.id },
        facts: { slug: agent.slug, workflow: workflow.title, count: refusal.denials },
      })),
    )
  return { refusal }
}
