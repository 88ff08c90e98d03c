import { limits } from '@/lib/core/limits'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'

/**
 * "I am looking", for ten minutes or until the request is over: one conditional statement, by one reading of the
 * database's clock. Null when somebody else is looking; taking it again while one has it begins the ten minutes anew.
 */
export async function takeClaim(
  tx: Tx,
  claim: { requestId: string; personId: string },
): Promise<{ until: Date; times: number } | null> {
  const rows = await tx.$queryRaw<{ until: Date; times: number }[]>`
    INSERT INTO request_claims (request_id, person_id, claimed_at, until)
    SELECT r.id, ${claim.personId}, c.at, LEAST(c.at + make_interval(secs => ${limits.claimSeconds}), r.expires_at)
    FROM requests r, (SELECT date_trunc('milliseconds', clock_timestamp()) AS at) AS c
    WHERE r.id = ${claim.requestId} AND r.status = 'pending' AND r.expires_at > c.at
    ON CONFLICT (request_id) DO UPDATE SET person_id = excluded.person_id, claimed_at = excluded.claimed_at, until = excluded.until, times = request_claims.times + 1
    WHERE request_claims.person_id = excluded.person_id OR request_claims.until <= clock_timestamp()
      OR EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = request_claims.request_id AND d.person_id = request_claims.person_id)
    RETURNING until, times`
  return rows[0] ?? null
}

/** Who is looking now; null when nobody is. */
export async function findClaim(db: Db, requestId: string): Promise<{ personId: string; until: Date } | null> {
  const rows = await db.$queryRaw<{ personId: string; until: Date }[]>`
    SELECT person_id AS "personId", until FROM request_claims WHERE request_id = ${requestId} AND until > clock_timestamp()`
  return rows[0] ?? null
}

/** Ends a person's own claim before its time; false when they had none. */
export async function endClaim(tx: Tx, claim: { requestId: string; personId: string }): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE request_claims SET until = GREATEST(claimed_at, clock_timestamp())
    WHERE request_id = ${claim.requestId} AND person_id = ${claim.personId} AND until > clock_timestamp()`
  return ended === 1
}

/**
 * Until when escalation pauses for these requests, because somebody is looking; requests that nobody looks at, or that were
 * claimed more often than claims pause anything, are left out. For whoever escalates: a decision rests on it, so it is no
 * display query.
 */
export async function pausedUntil(db: Db, requestIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db.$queryRaw<{ id: string; until: Date }[]>`
    SELECT c.request_id AS id, c.until FROM request_claims c WHERE c.request_id = ANY(${[...requestIds]}::text[])
      AND c.until > clock_timestamp() AND c.times <= ${limits.claimPausesMax}
      AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = c.request_id AND d.person_id = c.person_id)`
  return new Map(rows.map(({ id, until }) => [id, until]))
}

/** Puts it aside until then, or until another moment than before. */
export async function putAside(tx: Tx, snooze: { requestId: string; personId: string; until: Date }): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO request_snoozes (request_id, person_id, until) VALUES (${snooze.requestId}, ${snooze.personId}, ${snooze.until})
    ON CONFLICT (request_id, person_id) DO UPDATE SET until = excluded.until`
}

/** Takes it up again before its time; false when it was not put aside. */
export async function takeUp(tx: Tx, snooze: { requestId: string; personId: string }): Promise<boolean> {
  const woken = await tx.$executeRaw`
    DELETE FROM request_snoozes WHERE request_id = ${snooze.requestId} AND person_id = ${snooze.personId} AND until > clock_timestamp()`
  return woken === 1
}

/** Writes a hand-over; the database's own law looks at it again. */
export async function insertHandover(
  tx: Tx,
  handover: { id: string; requestId: string; fromId: string; toId: string; reason: string },
): Promise<void> {
  await tx.requestHandover.create({ data: handover })
}

export type StoredQuestion = {
  id: string
  requestId: string
  askedBy: string
  askedOf: string
  text: string
  answer: string | null
}

/** How many questions a request has; counted under its lock. */
export async function countQuestions(tx: Tx, requestId: string): Promise<number> {
  return tx.requestQuestion.count({ where: { requestId } })
}

export async function insertQuestion(
  tx: Tx,
  question: { id: string; requestId: string; askedBy: string; askedOf: 'agent' | 'sponsor'; text: string },
): Promise<void> {
  await tx.requestQuestion.create({ data: question })
}

/** One question of this request; null when it is another's. */
export async function findQuestion(tx: Tx, requestId: string, id: string): Promise<StoredQuestion | null> {
  return tx.requestQuestion.findFirst({ where: { id, requestId } })
}

/** Answers once: false when it has its answer, or when the request is not pending any more. One conditional statement. */
export async function answerOnce(
  tx: Tx,
  answer: { questionId: string; answeredBy: string; text: string },
): Promise<boolean> {
  const answered = await tx.$executeRaw`
    UPDATE request_questions q SET answer = ${answer.text}, answered_by = ${answer.answeredBy}, answered_at = clock_timestamp()
    WHERE q.id = ${answer.questionId} AND q.answer IS NULL
      AND EXISTS (SELECT 1 FROM requests r WHERE r.id = q.request_id AND r.status = 'pending' AND r.expires_at > clock_timestamp())`
  return answered === 1
}
