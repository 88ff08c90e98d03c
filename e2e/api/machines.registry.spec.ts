import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api, pending } from '@/e2e/support/machines'
import { approve, get, post, refusal, signers } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { forgetDirectory } from '@/lib/directory/current'
import { machineApi } from '@/lib/http/machine-api'
import { recordSightings } from '@/lib/machines/record-sightings'
import { call, useWorld } from './world'

const world = await useWorld()
const { db, agent } = world
const [ana, rotimi, elif, hugo, noor] = await signers(world, 'ana', 'rotimi', 'elif', 'hugo', 'noor')

beforeAll(async () => {
  await activate(db, 'payments', steps)
})

const agentBody = (slug: string, over: Record<string, unknown> = {}) => ({
  kind: 'agent',
  slug,
  title: 'New agent',
  sponsor_id: ana.id,
  runtime: 'support-agents',
  ...over,
})

async function registered(slug: string, over: Record<string, unknown> = {}): Promise<string> {
  const answer = await post(hugo, '/machines', agentBody(slug, over))
  if (answer.status !== 201) throw new Error(`registering answered ${answer.status} ${await answer.text()}`)
  return (await answer.json()).id
}

describe('registering', () => {
  test('an agent has no credential and takes part in nothing; the log says who registered it', async () => {
    const id = await registered('fresh-agent')
    const { machine, credentials } = await (await get(hugo, `/machines/${id}`)).json()
    expect([machine.slug, machine.status, machine.sponsor.id, machine.workflows, credentials]).toEqual([
      'fresh-agent',
      'active',
      ana.id,
      [],
      [],
    ])
    const [entry] = await db.asOwner(
      `SELECT body::jsonb -> 'actor' ->> 'id' AS by, body::jsonb -> 'facts' AS facts FROM log_entries WHERE type = 'machine.registered' ORDER BY id DESC LIMIT 1`,
    )
    expect(entry).toMatchObject({ by: hugo.id, facts: { kind: 'agent', slug: 'fresh-agent', sponsor: ana.id } })
  })

  test('a name belongs to one machine of whatever kind; names that begin alike are different ones (ATTACKS 33)', async () => {
    await registered('ops')
    await registered('ops-admin')
    for (const body of [
      agentBody('ops'),
      { kind: 'executor', slug: 'ops', title: 'X', sponsor_id: ana.id },
      { kind: 'pipeline', slug: 'ops-admin', title: 'X', sponsor_id: ana.id },
      { kind: 'auditor', slug: 'refund-runner', title: 'X' },
      { kind: 'executor', slug: 'billing-agent', title: 'X', sponsor_id: ana.id },
    ])
      expect(await refusal(await post(hugo, '/machines', body))).toEqual({ status: 409, code: 'name.taken' })
    for (const slug of ['Ops', 'ops ', 'ops_admin', 'öps', '-ops', ''])
      expect((await post(hugo, '/machines', agentBody(slug))).status, slug).toBe(400)
  })

  test('of two at once with one name, one is registered', async () => {
    const answers = await Promise.all([
      post(hugo, '/machines', agentBody('twin')),
      post(hugo, '/machines', { kind: 'executor', slug: 'twin', title: 'X', sponsor_id: ana.id }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('an owner of a workflow registers what they sponsor themselves; approvers and compliance register nothing', async () => {
    expect((await post(rotimi, '/machines', agentBody('mine', { sponsor_id: rotimi.id }))).status).toBe(201)
    for (const [person, body] of [
      [rotimi, agentBody('not-mine')],
      [rotimi, { kind: 'auditor', slug: 'spy', title: 'X' }],
      [elif, agentBody('other', { sponsor_id: elif.id })],
      [noor, agentBody('other', { sponsor_id: noor.id })],
    ] as const)
      expect(await refusal(await post(person, '/machines', body))).toMatchObject({
        status: 403,
        code: 'auth.forbidden',
      })
  })

  test('no member that is not asked for is taken: status, credentials, ids (ATTACKS 104)', async () => {
    for (const over of [
      { status: 'active' },
      { id: agent.id },
      { runtime_id: 'x' },
      { suspended_at: null },
      { credentials: [] },
    ])
      expect((await post(hugo, '/machines', agentBody('stuffed', over))).status).toBe(400)
    expect((await post(hugo, `/machines/${agent.id}/change`, { title: 'X', status: 'retired' })).status).toBe(400)
    expect((await post(hugo, `/machines/${agent.id}/change`, { slug: 'renamed' })).status).toBe(400)
    expect((await post(hugo, '/runtimes', { slug: 'stuffed', title: 'X', status: 'active' })).status).toBe(400)
    expect(
      (
        await post(hugo, `/machines/${agent.id}/credentials`, {
          kind: 'api_key',
          expires_in_days: 5,
          api_key: 'csk_agt_x',
        })
      ).status,
    ).toBe(400)
    expect(await countOf(db, `SELECT count(*) FROM agents WHERE slug = 'stuffed'`)).toBe(0)
  })

  test('a sponsor or runtime that is not there is named by its field', async () => {
    const left = (await db.asOwner(`SELECT id FROM people WHERE status = 'disabled' LIMIT 1`))[0]?.id
    const answer = await post(hugo, '/machines', agentBody('lost', { sponsor_id: left, runtime: 'nowhere' }))
    const { errors } = await answer.json()
    expect([answer.status, errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/sponsor_id', '/runtime'],
    ])
  })
})

describe('who is shown what', () => {
  test('to whoever neither sponsors a machine nor answers for its workflow it does not exist', async () => {
    const { items } = await (await get(elif, '/machines')).json()
    expect(items).toEqual([])
    const foreign = world.file.agents.find(({ slug }) => slug === 'vault-sync')
    for (const person of [elif, rotimi])
      for (const path of [`/machines/${foreign?.id}`, `/machines/${foreign?.id?.replace(/.$/, '0')}`])
        expect(await refusal(await get(person, path))).toEqual({ status: 404, code: 'not_found' })
    for (const verb of ['suspend', 'resume', 'retire', 'quarantine'])
      expect((await post(rotimi, `/machines/${foreign?.id}/${verb}`, { reason: 'x' })).status).toBe(404)
    expect((await post(rotimi, `/machines/${foreign?.id}/change`, { title: 'x' })).status).toBe(404)
    expect(
      (await post(rotimi, `/machines/${foreign?.id}/credentials`, { kind: 'api_key', expires_in_days: 5 })).status,
    ).toBe(404)
  })

  test('an owner sees what takes part in their workflow, filtered and paged', async () => {
    const page = async (query: string) => (await get(rotimi, `/machines${query}`)).json()
    const first = await page('?limit=1')
    const second = await page(`?limit=1&cursor=${first.next_cursor}`)
    expect([first.items.length, second.items.length]).toEqual([1, 1])
    expect(first.items[0].id).not.toBe(second.items[0].id)
    expect((await page('?kind=executor&q=REFUND')).items.map(({ slug }: { slug: string }) => slug)).toEqual([
      'refund-runner',
    ])
    expect((await page('?status=quarantined')).items).toEqual([])
    expect((await get(rotimi, '/machines?kind=person')).status).toBe(400)
  })

  test('compliance reads all and changes nothing', async () => {
    const { counts, may_register } = await (await get(noor, '/machines')).json()
    expect([counts.agent >= 5, counts.auditor, may_register]).toEqual([true, 1, []])
    expect((await post(noor, `/machines/${agent.id}/change`, { title: 'X' })).status).toBe(403)
    expect(
      (await post(noor, `/machines/${agent.id}/credentials`, { kind: 'api_key', expires_in_days: 5 })).status,
    ).toBe(403)
  })
})

describe('changing', () => {
  test('its sponsor is changed by an administrator only, with both in the log', async () => {
    const id = await registered('handed-over', { runtime: 'batch-eu-1' })
    expect(await refusal(await post(ana, `/machines/${id}/change`, { sponsor_id: rotimi.id }))).toMatchObject({
      status: 403,
    })
    expect((await post(ana, `/machines/${id}/change`, { title: 'Better title' })).status).toBe(200)
    expect((await post(hugo, `/machines/${id}/change`, { sponsor_id: rotimi.id })).status).toBe(200)
    const [entry] = await db.asOwner(
      `SELECT body::jsonb -> 'facts' AS facts FROM log_entries WHERE type = 'machine.changed' ORDER BY id DESC LIMIT 1`,
    )
    expect(entry?.facts).toMatchObject({ changed: ['sponsor'], sponsor_before: ana.id, sponsor_after: rotimi.id })
    expect(await refusal(await get(ana, `/machines/${id}`))).toMatchObject({ status: 404 })
  })

  test('a new sponsor lets nobody decide who could not: the old one and the new one are both kept apart', async () => {
    const request = await pending(world, amounts.one)
    const before = agent.id
    expect((await post(hugo, `/machines/${before}/change`, { sponsor_id: elif.id })).status).toBe(200)
    expect(await refusal(await approve(elif, request, false))).toMatchObject({ status: 403, why: 'sponsor' })
    expect((await post(hugo, `/machines/${before}/change`, { sponsor_id: ana.id })).status).toBe(200)
    expect((await approve(elif, request, false)).status).toBe(200)
  })

  test('changing nothing writes no entry', async () => {
    const id = await registered('unchanged')
    const count = () => countOf(db, 'SELECT count(*) FROM log_entries')
    const before = await count()
    expect((await post(ana, `/machines/${id}/change`, { title: 'New agent' })).status).toBe(200)
    expect(await count()).toBe(before)
  })
})

describe('credentials', () => {
  const wishOf = async (key: string) => {
    forgetDirectory()
    return call(machineApi, 'GET', '/api/v1/catalogue', { headers: { authorization: `Bearer ${key}` } })
  }

  test('an API key is in one answer and nowhere else: not in the database, the log or any later answer', async () => {
    const id = await registered('keyed')
    const answer = await post(ana, `/machines/${id}/credentials`, { kind: 'api_key', expires_in_days: 30 })
    const { api_key: key, id: credentialId } = await answer.json()
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
    expect(key).toMatch(/^csk_agt_[0-9A-Za-z]{43}$/)
    expect((await wishOf(key)).status).toBe(200)

    const secret = key.slice(8)
    const tables = await db.asOwner(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    for (const { table_name } of tables)
      expect(
        await countOf(db, `SELECT count(*) FROM "${table_name}" t WHERE t::text LIKE '%' || $1 || '%'`, [secret]),
        String(table_name),
      ).toBe(0)
    for (const path of [`/machines/${id}`, '/machines', '/audit'])
      expect(await (await get(hugo, path)).text()).not.toContain(secret)
    const { credentials } = await (await get(ana, `/machines/${id}`)).json()
    expect(credentials).toMatchObject([{ id: credentialId, kind: 'api_key', hint: key.slice(-4), state: 'live' }])

    expect((await post(ana, `/machines/${id}/credentials/${credentialId}/revoke`, {})).status).toBe(204)
    expect((await wishOf(key)).status).toBe(401)
  })

  test('an API key ends, within 90 days', async () => {
    for (const days of [undefined, 0, 91, 1.5, '30'])
      expect(
        (
          await post(ana, `/machines/${agent.id}/credentials`, {
            kind: 'api_key',
            ...(days !== undefined && { expires_in_days: days }),
          })
        ).status,
        String(days),
      ).toBe(400)
  })

  test('a public key is registered once, for one machine, and never with its private part', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(publicKey)
    const [one, two] = [await registered('signs'), await registered('signs-too')]
    const send = async (id: string, key: unknown) =>
      (await post(ana, `/machines/${id}/credentials`, { kind: 'private_key_jwt', jwk: key })).status
    expect(await send(one, await exportJWK(privateKey))).toBe(400)
    expect(await send(one, jwk)).toBe(201)
    expect(await send(one, jwk)).toBe(400)
    expect(await send(two, jwk)).toBe(400)
  })

  test('nobody manages the credentials of what others sponsor, and none is ended by the address of another machine', async () => {
    const [mine, other] = [
      await registered('of-ana'),
      await registered('of-rotimi', { sponsor_id: rotimi.id, runtime: 'batch-eu-1' }),
    ]
    const { id: credentialId } = await (
      await post(rotimi, `/machines/${other}/credentials`, { kind: 'api_key', expires_in_days: 5 })
    ).json()
    expect((await post(ana, `/machines/${other}/credentials`, { kind: 'api_key', expires_in_days: 5 })).status).toBe(
      404,
    )
    expect((await post(ana, `/machines/${other}/credentials/${credentialId}/revoke`, {})).status).toBe(404)
    expect((await post(ana, `/machines/${mine}/credentials/${credentialId}/revoke`, {})).status).toBe(404)
    expect(
      await countOf(db, 'SELECT count(*) FROM credentials WHERE id = $1 AND revoked_at IS NULL', [credentialId]),
    ).toBe(1)
  })

  test('what is quarantined gets no new key', async () => {
    const id = await registered('locked')
    await post(ana, `/machines/${id}/quarantine`, { reason: 'x' })
    expect(
      await refusal(await post(ana, `/machines/${id}/credentials`, { kind: 'api_key', expires_in_days: 5 })),
    ).toEqual({ status: 409, code: 'machine.wrong_state' })
  })
})

describe('runtimes', () => {
  const vendor = {
    name: 'Datawell',
    contract: 'DPA-1',
    contact: 'x@datawell.test',
    approval_logic: 'vendor',
    logging: 'vendor',
    incident_response: 'vendor',
  }

  test('a vendor without a contract, or that leaves a role open, is stored as a gap and denies every request from inside', async () => {
    const [{ id } = {}] = await db.asOwner(`SELECT id FROM runtimes WHERE slug = 'support-agents'`)
    const change = (given: unknown) => post(ana, `/runtimes/${id}/change`, { vendor: given })
    for (const [missing, given] of [
      [['contract'], { ...vendor, contract: '' }],
      [['contact', 'logging'], { ...vendor, contact: '', logging: null }],
    ] as const) {
      expect((await change(given)).status).toBe(200)
      const view = await (await get(ana, `/runtimes/${id}`)).json()
      expect(view.runtime.gaps).toEqual(missing)
      const asked = await api('POST', '/requests', agent, refundOf(amounts.policy))
      const body = await asked.json()
      expect([body.status, body.reasons[0].code]).toEqual(['denied', 'accountability.gap'])
      const { machine } = await (await get(ana, `/machines/${agent.id}`)).json()
      expect(machine.health).toContainEqual(expect.objectContaining({ code: 'vendor_gap', tone: 'danger' }))
    }
    expect((await change({ ...vendor, logging: 'usr_00000000000000000000000000' })).status).toBe(400)
    expect((await change(vendor)).status).toBe(200)
    expect((await (await api('POST', '/requests', agent, refundOf(amounts.policy))).json()).status).toBe('approved')
    expect((await change(null)).status).toBe(200)
  })

  test('its owner changes it, with before and after in the log; others cannot', async () => {
    const made = await post(hugo, '/runtimes', { slug: 'batch-eu-9', title: 'Nine', owner_id: rotimi.id })
    const { id } = await made.json()
    expect(await refusal(await post(hugo, '/runtimes', { slug: 'batch-eu-9', title: 'Again' }))).toEqual({
      status: 409,
      code: 'name.taken',
    })
    expect((await post(ana, `/runtimes/${id}/change`, { title: 'X' })).status).toBe(404)
    expect((await post(rotimi, `/runtimes/${id}/change`, { owner_id: ana.id })).status).toBe(200)
    const [entry] = await db.asOwner(
      `SELECT e.body::jsonb -> 'facts' AS facts, p.payload FROM log_entries e JOIN log_payloads p ON p.entry_id = e.id WHERE e.type = 'runtime.changed' ORDER BY e.id DESC LIMIT 1`,
    )
    expect(entry).toMatchObject({ facts: { changed: ['owner'], owner_before: rotimi.id, owner_after: ana.id } })
    expect((await get(rotimi, `/runtimes/${id}`)).status).toBe(404)
  })
})

test('a machine was seen when it called, by which credential, and a later time is never replaced by an earlier one', async () => {
  await api('GET', '/catalogue', agent)
  await recordSightings()
  const { machine, credentials } = await (await get(ana, `/machines/${agent.id}`)).json()
  expect(Date.now() - Date.parse(machine.seen_at)).toBeLessThan(60_000)
  expect(credentials.filter(({ seen_at }: { seen_at: string | null }) => seen_at !== null)).toHaveLength(1)
  // At most once a minute and process: the next call writes nothing.
  await api('GET', '/catalogue', agent)
  expect(await recordSightings()).toBe(0)
})
