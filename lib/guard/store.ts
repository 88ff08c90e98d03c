import type { GuardLevel } from '@/lib/core/guard/level'
import type { Question } from '@/lib/core/guard/question'
import type { GuardNumbers } from '@/lib/core/guard/settings'
import { type Looked, SHIFT_LOOKS_BACK_HOURS, type Signal, type Usual, WINDOW_MINUTES } from '@/lib/core/guard/signals'
import { minuteOfDay } from '@/lib/core/message/zone'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { type Viewer, visibleTo } from '@/lib/inbox/store'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** More decisions than these say nothing new. */
const LOOKED_AT = 200
const USUAL_OF = 400
/** So many other requests give the wrong choices of a question. */
const OTHERS = 60
/** An answer stands for so long. */
const ANSWER_MINUTES = 10

/** One approval of a person after the other, so that two that come together see each other. Taken before any request is locked. */
export async function lockGuard(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.guard.' || ${personId}, 0))`
}

export type Transition = { to: GuardLevel; signals: Signal[]; until: Date | null }
export type Watching = {
  now: Date
  /** The hour on their clock; null when they never said where they are. */
  hour: number | null
  decisions: Looked[]
  usual: Map<string, Usual>
  last: Transition | null
  restedUntil: Date | null
}

/**
 * Everything that the guard knows of a person: their decisions of the last hours, what they usually take, where they stand. Two
 * walks of the person's index on decisions, each of a fixed number of rows.
 * @param kind the workflow and action that is about to be approved, whose usual time is wanted as well
 */
export async function watch(db: Db, personId: string, kind: string | null): Promise<Watching> {
  const decisions = await db.$queryRaw<Looked[]>`
    SELECT d.verb, d.decided_at AS at, COALESCE(d.batch_id, d.id) AS act, r.workflow_id || '/' || r.action AS kind,
      CASE WHEN d.decided_at > now() - make_interval(mins => ${WINDOW_MINUTES}) THEN char_length(r.title) + char_length(r.params::text) ELSE 0 END AS length,
      COALESCE(GREATEST(0, extract(epoch FROM d.decided_at - d.opened_at)), 0)::float8 AS seconds, d.reading_seconds AS "readSeconds", d.sections_seen AS sections
    FROM decisions d JOIN requests r ON r.id = d.request_id
    WHERE d.person_id = ${personId} AND d.decided_at > now() - make_interval(hours => ${SHIFT_LOOKS_BACK_HOURS})
    ORDER BY d.decided_at DESC LIMIT ${LOOKED_AT}`
  const [stand] = await db.$queryRaw<
    { now: Date; zone: string | null; last: Transition | null; rested: Date | null }[]
  >`
    SELECT clock_timestamp() AS now, (SELECT p.time_zone FROM channel_preferences p WHERE p.person_id = ${personId}) AS zone,
      (SELECT jsonb_build_object('to', g.to_level, 'signals', g.signals, 'until', g.until) FROM guard_transitions g WHERE g.person_id = ${personId} ORDER BY g.id DESC LIMIT 1) AS last,
      (SELECT max(g.until) FROM guard_transitions g WHERE g.person_id = ${personId} AND g.to_level = 'reroute') AS rested`
  const now = stand?.now ?? new Date(Number.NaN)
  const kinds = [...new Set([...decisions.map((each) => each.kind), ...(kind === null ? [] : [kind])])]
  return {
    now,
    hour: stand?.zone ? Math.floor(minuteOfDay(now, stand.zone) / 60) : null,
    decisions,
    usual: await usualOf(db, personId, kinds),
    last: stand?.last ? { ...stand.last, until: stand.last.until === null ? null : new Date(stand.last.until) } : null,
    restedUntil: stand?.rested ?? null,
  }
}

/** Of the last thirty days but the present half hour, which must not become its own measure. Server's clock only. */
async function usualOf(db: Db, personId: string, kinds: readonly string[]): Promise<Map<string, Usual>> {
  if (kinds.length === 0) return new Map()
  const rows = await db.$queryRaw<({ kind: string } & Usual)[]>`
    SELECT kind, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)::float8 AS seconds, count(*)::int AS samples FROM (
      SELECT r.workflow_id || '/' || r.action AS kind, extract(epoch FROM d.decided_at - d.opened_at) AS seconds
      FROM decisions d JOIN requests r ON r.id = d.request_id
      WHERE d.person_id = ${personId} AND d.verb = 'approve' AND d.opened_at IS NOT NULL
        AND d.decided_at BETWEEN now() - interval '30 days' AND now() - make_interval(mins => ${WINDOW_MINUTES})
      ORDER BY d.decided_at DESC LIMIT ${USUAL_OF}) AS own
    WHERE kind = ANY(${[...kinds]}::text[]) GROUP BY kind`
  return new Map(rows.map(({ kind, seconds, samples }) => [kind, { seconds, samples }]))
}

export async function insertTransition(
  tx: Tx,
  transition: {
    id: string
    personId: string
    from: GuardLevel
    to: GuardLevel
    signals: readonly Signal[]
    restMinutes: number
  },
): Promise<Date | null> {
  const { id, personId, from, to, signals, restMinutes } = transition
  const [row] = await tx.$queryRaw<{ until: Date | null }[]>`
    INSERT INTO guard_transitions (id, person_id, from_level, to_level, signals, at, until)
    SELECT ${id}, ${personId}, ${from}, ${to}, ${JSON.stringify(signals)}::jsonb, c.at,
      CASE WHEN ${to} = 'reroute' THEN c.at + make_interval(mins => ${restMinutes}::int) END
    FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS at) AS c RETURNING until`
  return row?.until ?? null
}

/** Sets the organisation's numbers, from the next approval on. A rest that has begun lasts as long as it was said to. */
export async function putSettings(tx: Tx, { approvals, rest_minutes }: GuardNumbers): Promise<void> {
  const updated =
    await tx.$executeRaw`UPDATE organisations SET guard_approvals = ${approvals}, guard_rest_minutes = ${rest_minutes} WHERE id = 1`
  if (updated !== 1) throw new Error('there is no organisation whose guard could be set')
}

/** In whose place others approve now. */
export async function findResting(db: Db): Promise<Set<string>> {
  const [row] = await db.$queryRaw<{ resting: string[] }[]>`SELECT ${restingSql()} AS resting`
  return new Set(row?.resting)
}

/** The same as an array of a statement that reads more besides. */
export function restingSql(): Prisma.Sql {
  return Prisma.sql`ARRAY(SELECT DISTINCT person_id FROM guard_transitions WHERE to_level = 'reroute' AND until > clock_timestamp())`
}

/**
 * What this person was told of and has not decided is told to others now instead of later: its next step is due. Timers that
 * somebody is at are left alone, and so are those of which only the owner is left.
 */
export async function hurry(tx: Tx, personId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE escalations e SET next_at = clock_timestamp()
    WHERE e.request_id IN (
      SELECT o.request_id FROM escalations o JOIN requests r ON r.id = o.request_id
      WHERE o.next_at > clock_timestamp() AND o.step IN ('remind', 'backup') AND r.status = 'pending' AND r.expires_at > clock_timestamp() + interval '2 seconds'
        AND EXISTS (SELECT 1 FROM escalation_steps s WHERE s.request_id = o.request_id AND ${personId} = ANY(s.people))
        AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = o.request_id AND d.person_id = ${personId})
      LIMIT 500 FOR UPDATE OF o SKIP LOCKED)`
}

// ---------------------------------------------------------------- questions

export type About = { requestId: string; personId: string; presentationDigest: string }
export type StoredCheck = {
  id: string
  pointer: string
  text: string
  choices: string[]
  right: number
  chosen: number | null
}

/** The questions that this person was asked about this request as it is shown, oldest first. */
export async function findChecks(db: Db, about: About): Promise<StoredCheck[]> {
  const rows = await db.guardCheck.findMany({ where: about, orderBy: { id: 'asc' } })
  return rows.map(({ id, pointer, text, choices, rightChoice, chosen }) => ({
    id,
    pointer,
    text,
    choices,
    right: rightChoice,
    chosen,
  }))
}

/** The question that they answered rightly a short while ago; null when there is none. */
export async function findPassed(db: Db, about: About): Promise<{ id: string; pointer: string; tries: number } | null> {
  const rows = await db.$queryRaw<{ id: string; pointer: string; tries: number }[]>`
    SELECT c.id, c.pointer, (SELECT count(*)::int FROM guard_checks o WHERE o.request_id = c.request_id AND o.person_id = c.person_id AND o.answered_at <= c.answered_at) AS tries
    FROM guard_checks c
    WHERE c.request_id = ${about.requestId} AND c.person_id = ${about.personId} AND c.presentation_digest = ${about.presentationDigest}
      AND c.chosen = c.right_choice AND c.answered_at > clock_timestamp() - make_interval(mins => ${ANSWER_MINUTES})
    ORDER BY c.id DESC LIMIT 1`
  return rows[0] ?? null
}

export async function insertCheck(tx: Tx, id: string, about: About, question: Question): Promise<void> {
  const { pointer, text, choices, right } = question
  await tx.guardCheck.create({ data: { id, ...about, pointer, text, choices, rightChoice: right } })
}

/** Answers once; null when it is no open question of theirs about this request. One conditional statement. */
export async function answerOnce(
  tx: Tx,
  answer: { id: string; requestId: string; personId: string; choice: number },
): Promise<{ right: boolean; pointer: string } | null> {
  const rows = await tx.$queryRaw<{ right: boolean; pointer: string }[]>`
    UPDATE guard_checks SET chosen = ${answer.choice}, answered_at = clock_timestamp()
    WHERE id = ${answer.id} AND request_id = ${answer.requestId} AND person_id = ${answer.personId} AND chosen IS NULL
      AND ${answer.choice} < cardinality(choices)
    RETURNING chosen = right_choice AS right, pointer`
  return rows[0] ?? null
}

/** What other requests say in the same places: of the same action as far as the person may see them, then what they decided last. */
export async function findOthers(
  db: Db,
  viewer: Viewer,
  request: { id: string; workflowId: string; action: string },
): Promise<{ alike: Presentation[]; own: Presentation[] }> {
  const alike = await db.$queryRaw<{ presentation: string }[]>`
    SELECT r.presentation FROM requests r
    WHERE r.workflow_id = ${request.workflowId} AND r.action = ${request.action} AND r.id <> ${request.id} AND ${visibleTo(viewer)}
      AND r.created_at > now() - interval '90 days'
    ORDER BY r.created_at DESC LIMIT ${OTHERS}`
  const own = await db.$queryRaw<{ presentation: string }[]>`
    SELECT r.presentation FROM decisions d JOIN requests r ON r.id = d.request_id
    WHERE d.person_id = ${viewer.personId} AND r.id <> ${request.id} ORDER BY d.decided_at DESC LIMIT ${OTHERS}`
  const read = (rows: { presentation: string }[]) => rows.map((row) => JSON.parse(row.presentation) as Presentation)
  return { alike: read(alike), own: read(own) }
}
