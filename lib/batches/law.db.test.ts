import { describe, expect, test } from 'vitest'
import { useWorld } from '@/e2e/api/world'
import { approving, decideTogether, openOf } from '@/e2e/support/batches'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { pending } from '@/e2e/support/machines'
import { actorOf, type Shown, signers } from '@/e2e/support/people'
import { refusalBy } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [elif, tom] = await signers(world, 'elif', 'tom')
const { sessionId } = await actorOf(elif)
const both = [
  ['the owner of the tables', db.asOwner],
  ['the application', db.asApp],
] as const

type Row = Record<string, unknown>
const STATEMENT = '{}'
/** SHA-256 of the statement's text, as a line of a list says it. */
const STATEMENT_DIGEST = 'RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o'

async function line(request: Shown, over: Row = {}): Promise<Row> {
  const { digest } = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id }, select: { digest: true } })
  return {
    request_id: request.id,
    digest,
    presentation_digest: request.presentationDigest,
    verb: 'approve',
    statement: STATEMENT_DIGEST,
    ...over,
  }
}

/** A list written past every program: sound unless `over` changes it. */
async function list(run: typeof db.asOwner, requests: readonly Shown[], over: Row = {}, line_: Row = {}) {
  const [first] = requests
  const { boundaryId, action, level } = await db.prisma.request.findFirstOrThrow({
    where: { id: first?.id ?? '' },
    select: { boundaryId: true, action: true, level: true },
  })
  const items = await Promise.all(requests.map((request) => line(request, line_)))
  const row = {
    id: newId('bat'),
    person_id: elif.id,
    session_id: sessionId,
    kind: 'review',
    items,
    items_digest: 'A'.repeat(43),
    statement: JSON.stringify({ person: elif.id, says: { session: sessionId, items } }),
    passkey_id: elif.passkeyId,
    assertion: { signed: true },
    boundary_id: boundaryId,
    action,
    level,
    created_at: new Date().toISOString(),
    ...over,
  }
  const refusal = await refusalBy(
    run,
    'INSERT INTO decision_batches SELECT (jsonb_populate_record(NULL::decision_batches, $1::jsonb)).*',
    [JSON.stringify(row)],
  )
  return { id: row.id, refusal }
}

async function decision(run: typeof db.asOwner, request: Shown, batch: string, over: Row = {}) {
  const { digest } = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id }, select: { digest: true } })
  const row = {
    id: newId('dec'),
    request_id: request.id,
    person_id: elif.id,
    verb: 'approve',
    reason: 'r',
    reason_digest: 'r',
    private_note: '',
    digest,
    presentation_digest: request.presentationDigest,
    statement: STATEMENT,
    session_id: sessionId,
    auth_method: 'demo',
    authenticated_at: new Date().toISOString(),
    passkey_id: elif.passkeyId,
    assertion: { signed: true },
    via_teams: [],
    expanded: [],
    guard_level: 'none',
    decided_at: new Date().toISOString(),
    batch_id: batch,
    batch_position: 0,
    ...over,
  }
  return refusalBy(run, 'INSERT INTO decisions SELECT (jsonb_populate_record(NULL::decisions, $1::jsonb)).*', [
    JSON.stringify(row),
  ])
}

async function opened(count = 1, amount: number = amounts.one): Promise<Shown[]> {
  const requests: Shown[] = []
  for (let n = 0; n < count; n++) requests.push(await pending(world, amount))
  for (const person of [elif, tom]) await openOf(person, requests).catch(() => {})
  return requests
}

describe.each(both)('the database refuses %s', (_, run) => {
  test('a list that is not what was signed, is not signed, or mixes what a review never holds', async () => {
    const requests = await opened(2)
    const other = await Promise.all(requests.toReversed().map((request) => line(request)))
    expect((await list(run, requests, { items: other })).refusal).toMatch(/a batch is what was signed/)
    expect((await list(run, requests, { person_id: tom.id })).refusal).toMatch(/a batch is what was signed/)
    expect((await list(run, requests, { session_id: 'ses_other' })).refusal).toMatch(/a batch is what was signed/)
    for (const missing of ['passkey_id', 'assertion', 'boundary_id', 'action', 'level'])
      expect((await list(run, requests, { [missing]: null })).refusal).toMatch(/batch_review_is_signed/)
    expect((await list(run, requests, { level: 'T3' })).refusal).toMatch(/batch_review_is_signed/)
    expect((await list(run, requests, { kind: 'denials' })).refusal).toMatch(/batch_denials_are_plain/)
    const [one] = requests
    if (!one) throw new Error('two were asked')
    expect((await list(run, [one, one])).refusal).toMatch(/in a batch once/)
  })

  test('a decision that is not what the list says in this place (ATTACKS 60)', async () => {
    const [one, two] = await opened(2)
    if (!one || !two) throw new Error('two were asked')
    const { id, refusal } = await list(run, [one, two])
    expect(refusal).toBeNull()
    for (const over of [
      { batch_position: 1 },
      { batch_position: -1 },
      { batch_position: 2 },
      { verb: 'deny', code: 'other', passkey_id: null, assertion: null },
      { statement: '{"v":2}' },
    ])
      expect(await decision(run, one, id, over)).toMatch(/not what the batch says/)
    expect(await decision(run, one, id, { batch_id: null })).toMatch(/place_in_its_batch/)
    expect(await decision(run, one, id, { assertion: { signed: false } })).toMatch(/rests on the signature/)
    expect(await decision(run, one, id)).toBeNull()
    expect(await decision(run, two, id, { batch_position: 0 })).toMatch(/not what the batch says|unique/)
  })

  test('a decision by another person, in another session, or after the moment has passed', async () => {
    const [one] = await opened()
    if (!one) throw new Error('one was asked')
    const { id } = await list(run, [one])
    expect(await decision(run, one, id, { person_id: tom.id })).toMatch(/this person, session and moment/)
    expect(await decision(run, one, id, { session_id: 'ses_other' })).toMatch(/this person, session and moment/)
    expect(await decision(run, one, newId('bat'))).toMatch(/this person, session and moment/)
    const old = await list(run, [one], { created_at: new Date(Date.now() - 200_000).toISOString() })
    expect(await decision(run, one, old.id)).toMatch(/this person, session and moment/)
  })

  test('what was not shown to this person, or is of another level than the list (ATTACKS 59)', async () => {
    const unseen = await pending(world, amounts.one)
    const { id } = await list(run, [unseen])
    expect(await decision(run, unseen, id)).toMatch(/was not shown/)
    const signed = await pending(world, amounts.signed)
    const [one] = await opened()
    if (!one) throw new Error('one was asked')
    const mixed = await list(run, [one, signed])
    expect(await decision(run, signed, mixed.id, { batch_position: 1 })).toMatch(/not decided in this batch/)
    // T2 whose boundary says nothing of batches.
    const alone = await list(run, [signed])
    expect(await decision(run, signed, alone.id)).toMatch(/not decided in this batch/)
  })

  test('an approval among collected denials', async () => {
    const [one] = await opened()
    if (!one) throw new Error('one was asked')
    const plain = {
      kind: 'denials',
      statement: '',
      passkey_id: null,
      assertion: null,
      boundary_id: null,
      action: null,
      level: null,
    }
    const { id, refusal } = await list(run, [one], plain)
    expect(refusal).toBeNull()
    expect(await decision(run, one, id)).toMatch(/denials only/)
  })

  test('to change or take away a list', async () => {
    const requests = await opened()
    await decideTogether(
      elif,
      requests.map((request) => approving(request)),
    )
    for (const sql of ["UPDATE decision_batches SET kind = 'denials'", 'DELETE FROM decision_batches'])
      expect(await refusalBy(run, sql)).toMatch(/append-only|permission denied/)
  })
})
