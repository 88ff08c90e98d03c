import { appendEntries, type NewEntry } from '@/lib/audit/store'
import type { Directory } from '@/lib/core/directory'
import { keptWhy } from '@/lib/core/escalation/explain'
import { dueAt, type LadderStep, postponed, stepAfter } from '@/lib/core/escalation/ladder'
import { type Told, tellAt } from '@/lib/core/escalation/told'
import { nameOf } from '@/lib/core/names'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, holdRevision } from '@/lib/directory/store'
import { announceAll } from '@/lib/directory/store-announce'
import { insertNotices, type NewNotice } from '@/lib/notices/store'
import { nextId } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { pausedUntil } from '@/lib/triage/store'
import { situationsOf } from './situation'
import { type DueRequest, findOut, findSteps, insertStep, lockDue, moveTimer } from './store'
import { tellPeople } from './telling'

/** Requests of one transaction: small enough that nobody who decides waits for it. */
const BATCH = 50

/**
 * Takes the steps that are due: more people are told that a request waits. It approves nothing, makes nobody eligible and moves
 * no deadline (law 2); a request that nobody decides expires. A sweep: idempotent, in any number of processes at once, and
 * what was due while none ran is due still. Returns how many steps it took.
 */
export async function escalateRequests(): Promise<number> {
  let total = 0
  for (;;) {
    const taken = await inTransaction(escalateSome)
    total += taken
    // What waited for a worker may be due for its next step as well.
    if (taken === 0) return total
  }
}

async function escalateSome(tx: Tx): Promise<number> {
  // 1. Configuration, then the requests: the lock order of every decision.
  const directory = await directoryAt(await holdRevision(tx))
  const due = await lockDue(tx, BATCH)
  if (due.length === 0) return 0
  // 2. Everything that it depends on, as it is under the locks.
  const ids = due.map(({ id }) => id)
  const paused = await pausedUntil(tx, ids)
  const { decided, handedOver } = await findOut(tx, ids)
  const steps = await findSteps(tx, ids)
  const situationOf = await situationsOf(tx, due, directory)
  const now = await databaseNow(tx)
  // 3. Each request: put off while somebody is looking, or one step.
  const entries: NewEntry[] = []
  const notices: NewNotice[] = []
  for (const request of due) {
    const looking = paused.get(request.id)
    const later = looking ? postponed(request.nextAt, looking, request) : request.nextAt
    if (later > now) {
      await moveTimer(tx, request.id, { step: request.step, nextAt: later })
      continue
    }
    const before = steps.filter(({ requestId }) => requestId === request.id).flatMap(({ people }) => people)
    const situation = situationOf({ ...request, handedOver: handedOver.get(request.id) ?? [] }, decided.get(request.id))
    const told = tellAt(request.step, situation, before)
    await tellPeople(tx, request, request.step, told, before)
    await insertStep(tx, { id: nextId('esc'), requestId: request.id, step: request.step, ...told })
    await moveTimer(tx, request.id, afterwards(request))
    entries.push(entryOf(request, told))
    notices.push(...noticesOf(request, told, directory))
  }
  // 4. The log, and those who are told.
  await appendEntries(tx, entries)
  await insertNotices(tx, notices)
  await announceAll(
    tx,
    due.map(({ id }) => ({ kind: 'request', id })),
  )
  return entries.length
}

function afterwards(request: DueRequest): { step: LadderStep | 'done'; nextAt: Date | null } {
  const step = stepAfter(request.step)
  return step ? { step, nextAt: dueAt(step, request.level, request) } : { step: 'done', nextAt: null }
}

function entryOf(request: DueRequest, told: Told): NewEntry {
  return {
    type: 'request.escalated',
    actor: { kind: 'system', id: 'system' },
    subject: { request_id: request.id, workflow: request.workflow, agent_id: request.agentId },
    facts: { step: request.step, told: told.people, why: [...new Set(told.notes.map(({ code }) => code))] },
  }
}

function noticesOf(request: DueRequest, told: Told, directory: Directory): NewNotice[] {
  const name = (id: string) => nameOf(id, directory)
  return told.people.map((personId) => ({
    personId,
    kind: 'request_waiting',
    subject: { request_id: request.id, key: `${request.id}.${request.step}` },
    facts: {
      title: request.title,
      ...keptWhy(
        told.notes.find((note) => 'person' in note && note.person === personId),
        name,
      ),
      until: `${request.expiresAt.toISOString().slice(11, 16)} UTC`,
    },
  }))
}
