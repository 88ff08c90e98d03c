import type { Json } from '@/lib/core/canonical/json'
import type { CounterProposal } from '@/lib/core/decision/counter-proposal'
import type { Answer, Statement } from '@/lib/core/decision/statement'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

export type StoredVote = {
  personId: string
  verb: 'approve' | 'deny' | 'abstain'
  passkeyId: string | null
  grantTtlS: number | null
}

/** The decisions on a request in the order they were made. Read under the request's lock when they are counted. */
export async function findVotes(tx: Db, requestId: string): Promise<StoredVote[]> {
  const rows = await tx.decision.findMany({
    where: { requestId },
    orderBy: { id: 'asc' },
    select: { personId: true, verb: true, passkeyId: true, grantTtlS: true },
  })
  return rows.map((row) => ({ ...row, verb: row.verb as StoredVote['verb'] }))
}

export type NewDecision = {
  id: string
  requestId: string
  personId: string
  verb: 'approve' | 'deny' | 'abstain'
  code: string | null
  reason: string
  reasonDigest: string
  privateNote: string
  nextAction: string | null
  counterProposal: CounterProposal | null
  digest: string
  presentationDigest: string
  statement: string
  sessionId: string
  authMethod: string
  authenticatedAt: Date
  passkeyId: string | null
  assertion: Json
  viaTeams: string[]
  grantTtlS: number | null
  attested: string[]
  answers: Answer[]
  openedAt: Date | null
  expanded: string[]
  /** As the browser said; null when it said nothing. */
  readingSeconds: number | null
  sectionsSeen: string[]
  /** The batch that it was made in, and its place in the list that was signed. */
  batchId: string | null
  batchPosition: number | null
  guardLevel: string
  guardCheckId: string | null
}

/** Writes one decision; the database's own law checks it again (pending, unexpired, separated, signed, once per person). */
export async function insertDecision(tx: Tx, decision: NewDecision): Promise<void> {
  await tx.decision.create({
    data: {
      ...decision,
      answers: decision.answers.length === 0 ? Prisma.DbNull : decision.answers,
      counterProposal:
        decision.counterProposal === null
          ? Prisma.DbNull
          : (decision.counterProposal as unknown as Prisma.InputJsonValue),
      assertion: decision.assertion === null ? Prisma.DbNull : (decision.assertion as Prisma.InputJsonValue),
    },
  })
}

/** When this person first opened the request and what they unfolded. */
export async function findView(
  tx: Db,
  requestId: string,
  personId: string,
): Promise<{ openedAt: Date; expanded: string[] } | null> {
  return tx.requestView.findUnique({
    where: { requestId_personId: { requestId, personId } },
    select: { openedAt: true, expanded: true },
  })
}

/** Remembers that the presentation was opened; the first time stays, unfolded values add up. */
export async function noteOpened(
  tx: Db,
  view: { requestId: string; personId: string; presentationDigest: string; expanded: string[] },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO request_views (request_id, person_id, presentation_digest, expanded) VALUES (${view.requestId}, ${view.personId}, ${view.presentationDigest}, ${view.expanded}::text[])
    ON CONFLICT (request_id, person_id) DO UPDATE SET expanded = ARRAY(SELECT DISTINCT unnest(request_views.expanded || excluded.expanded) LIMIT 400)`
}

/** The statement that a decision challenge was made over, if it is this person's and this request's. */
export async function findChallengeStatement(
  tx: Db,
  id: string,
  personId: string,
  requestId: string,
): Promise<Statement | null> {
  const row = await tx.webauthnChallenge.findFirst({
    where: { id, personId, requestId, kind: 'decision' },
    select: { statement: true },
  })
  return (row?.statement ?? null) as Statement | null
}
