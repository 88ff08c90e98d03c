import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { useLogKey } from '@/e2e/support/log'
import { parseVerifierKey } from '@/lib/core/audit/note'
import { verifyEntries } from '@/lib/core/audit/verify-entries'
import { fromBase64Url, utf8 } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { historyOf, readAuditPage, readEntryProof } from './read'
import { type AuditPage, auditPage, auditQuery, entryProof } from './schema'
import { sequenceLog } from './sequence-log'
import { signCheckpoint } from './sign-checkpoint'
import { appendEntry } from './store'

const key = useLogKey()
const db = await useDatabase()
const person = () => newId('usr')
const id = {
  compliance: person(),
  admin: person(),
  owner: person(),
  approver: person(),
  sponsor: person(),
  stranger: person(),
  author: person(),
}
const other = { workflow: newId('wfl'), request: newId('req') }
const ours = { workflow: newId('wfl'), request: newId('req'), agent: newId('agt'), team: newId('tem') }
const entry: { [name: string]: string } = {}
const DIGEST = createHash('sha256').update('x').digest('base64url')

beforeAll(async () => {
  const executor = newId('exr')
  const runtime = newId('rnt')
  const boundary = { [ours.workflow]: newId('bnd'), [other.workflow]: newId('bnd') }
  const people = Object.entries(id).map(([name, uid]) => `('${uid}', '${name}', '${name}@example.org')`)
  await db.asOwner(`
    INSERT INTO organisations (id, name, slug) VALUES (1, 'Example', 'example');
    INSERT INTO people (id, name, email) VALUES ${people.join(', ')};
    INSERT INTO person_roles VALUES ('${id.compliance}', 'compliance'), ('${id.admin}', 'admin');
    INSERT INTO teams (id, slug, title) VALUES ('${ours.team}', 'leads', 'Leads');
    INSERT INTO team_members (team_id, person_id) VALUES ('${ours.team}', '${id.approver}');
    INSERT INTO runtimes (id, slug, title) VALUES ('${runtime}', 'r', 'R');
    INSERT INTO agents (id, slug, title, sponsor_id, runtime_id) VALUES ('${ours.agent}', 'billing-agent', 'A', '${id.sponsor}', '${runtime}');
    INSERT INTO executors (id, slug, title, sponsor_id) VALUES ('${executor}', 'x', 'X', '${id.author}');
    INSERT INTO workflows (id, slug, title, code_prefix) VALUES ('${ours.workflow}', 'payments', 'P', 'PAY'), ('${other.workflow}', 'secrets', 'S', 'SEC');
    INSERT INTO workflow_owners VALUES ('${ours.workflow}', '${id.owner}')`)
  for (const [workflow, request, sponsor, team] of [
    [ours.workflow, ours.request, id.sponsor, ours.team],
    [other.workflow, other.request, id.author, newId('tem')],
  ] as const) {
    await db.asOwner(`
      INSERT INTO boundaries (id, workflow_id, version, cedar, cedar_schema, author_id) VALUES ('${boundary[workflow]}', '${workflow}', 1, '', '{}', '${id.author}');
      INSERT INTO requests (id, workflow_id, boundary_id, boundary_version, agent_id, sponsor_id, executor_id, action, resource, params, principals, claims, intent_key, digest, presentation,
        presentation_digest, binding_code, title, tier, level, environment, consent, approver_teams, quorum, signals, reasons, accountability, status, not_after, expires_at)
      VALUES ('${request}', '${workflow}', '${boundary[workflow]}', 1, '${ours.agent}', '${sponsor}', '${executor}', 'w.act', 'thing:1', '{}', '{}', '{}', 'k', '${DIGEST}', '{}', '${DIGEST}', 'WX-0000',
        'Refund €38.00 to charge:ch_1', 'approve', 'T1', 'prod', '{}', '{${team}}', 1, '[]', '[]', '[]', 'pending', now() + interval '1 day', now() + interval '1 hour')`)
  }
  const append = (name: string, what: Parameters<typeof appendEntry>[1], payload?: Json) =>
    inTransaction(async (tx) => {
      entry[name] = await appendEntry(tx, what, payload)
    })
  const facts = { boundary_version: 3, quorum: 2, status: 'pending', tier: 'approve' }
  await append('ours', {
    type: 'request.submitted',
    actor: { kind: 'agent', id: ours.agent },
    subject: { request_id: ours.request },
    facts,
  })
  await append('others', {
    type: 'request.submitted',
    actor: { kind: 'agent', id: ours.agent },
    subject: { request_id: other.request },
    facts,
  })
  const signedIn = { type: 'identity.session.created', facts: { method: 'passkey' } } as const
  await append('stranger', {
    ...signedIn,
    actor: { kind: 'person', id: id.stranger },
    subject: { person_id: id.stranger },
  })
  await append('invited', {
    type: 'person.invited',
    actor: { kind: 'person', id: id.admin },
    subject: { person_id: id.stranger },
    facts: {},
  })
  await append(
    'decision',
    {
      type: 'decision.recorded',
      actor: { kind: 'person', id: id.approver },
      subject: { request_id: ours.request },
      facts: { verb: 'deny', code: 'wrong_scope', factor: 'passkey' },
    },
    { reason: 'Only the two damaged pallets.', private_note: '' },
  )
  await sequenceLog()
  await signCheckpoint(key)
  await append('young', {
    type: 'request.expired',
    actor: { kind: 'system', id: 'system' },
    subject: { request_id: ours.request },
    facts: {},
  })
})

const query = (over: Record<string, unknown> = {}) => auditQuery.parse(over)
const namesOf = (page: AuditPage) =>
  page.items.map((item) => Object.keys(entry).find((name) => entry[name] === item.entry_id))
const readable = async (personId: string, over: Record<string, unknown> = {}) =>
  namesOf(await readAuditPage(personId, query(over)))

const ALL = ['young', 'decision', 'invited', 'stranger', 'others', 'ours']
const SEES: { [name in keyof typeof id]: string[] } = {
  compliance: ALL,
  admin: ALL,
  owner: ['young', 'decision', 'ours'],
  approver: ['young', 'decision', 'ours'],
  sponsor: ['young', 'decision', 'ours'],
  author: ['others'],
  stranger: ['invited', 'stranger'],
}

describe('nobody reads or proves an entry that is not theirs to see', () => {
  test.each(Object.entries(SEES))('%s', async (who, sees) => {
    const personId = id[who as keyof typeof id]
    expect(await readable(personId)).toEqual(sees)
    for (const name of ALL) {
      const proof = await readEntryProof(personId, entry[name] ?? '')
      if (!sees.includes(name)) expect(proof, name).toEqual({ ok: false, refusal: { code: 'not_found' } })
      else if (name === 'young') expect(proof).toMatchObject({ refusal: { code: 'log.out_of_range' } })
      else expect(proof.ok, name).toBe(true)
    }
  })

  test('a filter never widens what is seen', async () => {
    expect(await readable(id.stranger, { request: ours.request })).toEqual([])
    expect(await readable(id.stranger, { actor: ours.agent })).toEqual([])
    expect(await readable(id.stranger, { workflow: 'payments' })).toEqual([])
    expect(await readable(id.owner, { workflow: 'secrets' })).toEqual([])
    expect(await readable(newId('usr'))).toEqual([])
  })
})

describe('the page', () => {
  test('newest first, what has no number yet before what has, with one sentence each', async () => {
    const page = auditPage.parse(await readAuditPage(id.compliance, query()))
    expect(page.items.map((item) => item.index)).toEqual([null, 4, 3, 2, 1, 0])
    expect(page.items.map((item) => item.sentence)).toEqual([
      'Nobody decided in time. Nothing was granted.',
      'approver denied with a passkey: wrong scope.',
      'admin made a one-time link for a person.',
      'stranger signed in with a passkey.',
      'billing-agent asked: Refund €38.00 to charge:ch_1. Boundary v3 asks 2 people.',
      'billing-agent asked: Refund €38.00 to charge:ch_1. Boundary v3 asks 2 people.',
    ])
    expect(page.checkpoint).toMatchObject({ size: 5 })
    expect(page.lag.entries).toBe(1)
  })

  test('filters by type, actor, request and workflow, together and alone', async () => {
    expect(await readable(id.compliance, { type: 'request.submitted' })).toEqual(['others', 'ours'])
    expect(await readable(id.compliance, { actor: id.admin })).toEqual(['invited'])
    expect(await readable(id.compliance, { request: other.request })).toEqual(['others'])
    expect(await readable(id.compliance, { workflow: 'payments' })).toEqual(['young', 'decision', 'ours'])
    expect(
      await readable(id.compliance, { workflow: 'payments', type: 'request.submitted', actor: ours.agent }),
    ).toEqual(['ours'])
    expect(await readable(id.compliance, { workflow: 'nowhere' })).toEqual([])
  })

  test('cursors walk the whole log once, also while entries get their numbers', async () => {
    for (const [who, sees] of Object.entries(SEES)) {
      const seen: (string | undefined)[] = []
      let cursor: string | null = ''
      for (let i = 0; cursor !== null && i < 20; i++) {
        const page: AuditPage = await readAuditPage(
          id[who as keyof typeof id],
          query({ limit: 1, ...(cursor && { cursor }) }),
        )
        seen.push(...namesOf(page))
        cursor = page.next_cursor
      }
      expect(seen, who).toEqual(sees)
    }
  })
})

test("a request's history is told oldest first", async () => {
  expect((await historyOf(ours.request)).map((item) => [item.type, item.index])).toEqual([
    ['request.submitted', 0],
    ['decision.recorded', 4],
    ['request.expired', null],
  ])
})

test('a proof checks by itself, payload included, and still does when the payload was erased', async () => {
  const read = async () => {
    const answer = await readEntryProof(id.approver, entry.decision ?? '')
    if (!answer.ok) throw new Error('refused')
    return entryProof.parse(answer.value)
  }
  const bytes = (text: string) => fromBase64Url(text) ?? new Uint8Array()
  const check = (proof: Awaited<ReturnType<typeof read>>, payload = proof.payload) =>
    verifyEntries({
      checkpointNote: proof.checkpoint,
      keys: proof.keys.flatMap((text) => parseVerifierKey(text) ?? []),
      requestId: ours.request,
      entries: [
        {
          index: proof.index,
          bytes: utf8(proof.leaf),
          leafHash: bytes(proof.leaf_hash),
          proof: proof.proof.map(bytes),
          payload: proof.payload_salt === null ? null : { salt: bytes(proof.payload_salt), value: payload as Json },
        },
      ],
    })
  const proof = await read()
  expect(proof.payload).toEqual({ reason: 'Only the two damaged pallets.', private_note: '' })
  expect(proof.leaf).not.toContain('pallets')
  expect(check(proof)).toMatchObject({ ok: true })
  expect(check(proof, { reason: 'All of it.', private_note: '' }).steps).toContainEqual(
    expect.objectContaining({ name: 'entries.payload', ok: false }),
  )

  await db.asApp('DELETE FROM log_payloads WHERE entry_id = $1', [entry.decision])
  const erased = await read()
  expect(erased).toMatchObject({ payload: null, payload_salt: null })
  expect(check(erased)).toMatchObject({ ok: true })
})
