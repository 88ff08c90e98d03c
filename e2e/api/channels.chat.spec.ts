import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type Call, HttpSink } from '@/e2e/support/http-sink'
import { ask, deliveriesOf, hurry } from '@/e2e/support/messages'
import { approve, decide, denial, get, post, shown, signers } from '@/e2e/support/people'
import { sendMessages } from '@/lib/deliveries/send-messages'
import { postOutside } from '@/lib/platform/outside'
import { useWorld } from './world'

const chat = await HttpSink.start()
const inside = await HttpSink.start()
process.env.COUNTERSIGN_INTERNAL_HOSTS = chat.host
afterAll(() => Promise.all([chat.stop(), inside.stop()]))

// Much is asked here and left waiting.
process.env.COUNTERSIGN_PENDING_PER_POOL = '1000'
process.env.COUNTERSIGN_PENDING_PER_AGENT = '1000'
process.env.COUNTERSIGN_PENDING_PER_SPONSOR = '1000'
const world = await useWorld()
const [mei, tom, hugo, noor] = await signers(world, 'mei.lin', 'tom.ek', 'hugo.pereira', 'noor.haddad')

const add = (path: string, over: Record<string, unknown> = {}) =>
  post(hugo, '/channels/hooks', {
    title: `#${path}`,
    kind: 'generic',
    url: `${chat.url}/${path}`,
    topics: ['T2', 'T3'],
    ...over,
  })
const added = async (path: string, over: Record<string, unknown> = {}) => {
  const answer = await add(path, over)
  expect(answer.status).toBe(201)
  return (await answer.json()) as { id: string; secret: string | null }
}
const calls = (path: string) => chat.calls.filter((call) => call.path === `/${path}`)

/** As Standard Webhooks says: HMAC-SHA256 over `id.timestamp.body` with the bytes after `whsec_`. */
function signedBy(call: Call, secret: string): boolean {
  const { headers, body } = call
  const said = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body.toString('utf8')}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const mac = createHmac('sha256', key).update(said).digest('base64')
  return String(headers['webhook-signature']).split(' ').includes(`v1,${mac}`)
}

beforeEach(async () => {
  await sendMessages()
  chat.clear()
})

describe('a chat', () => {
  test('that is Slack-compatible gets plain text and one button that opens (ATTACKS 98)', async () => {
    await added('slack', { kind: 'slack' })
    const request = await ask(world, 'T3')
    await sendMessages()
    const [call] = calls('slack')
    const message = JSON.parse(String(call?.body))
    expect(message.text).toMatch(/^billing-agent: Refund €1,240\.00 to ch_e2e\d+$/)
    const buttons = JSON.stringify(message).match(/"type":"button"/g)
    expect(buttons).toHaveLength(1)
    expect(message.blocks.at(-1).elements[0]).toMatchObject({
      text: { type: 'plain_text', text: 'Open in Countersign' },
      url: `http://localhost:3000/inbox/${request.id}`,
    })
    expect(JSON.stringify(message)).toContain(request.binding_code)
    expect(call?.headers['webhook-signature']).toBeUndefined()
  })

  test('that is generic gets signed JSON, with one id at every try (ATTACKS 95)', async () => {
    const { secret } = await added('signed')
    chat.answer = ({ path }, response, nth) => response.writeHead(path === '/signed' && nth < 3 ? 503 : 200).end()
    const request = await ask(world, 'T3')
    await sendMessages()
    await hurry(world)
    await sendMessages()
    const tries = calls('signed')
    expect(tries.length).toBeGreaterThanOrEqual(2)
    expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    for (const call of tries) expect(signedBy(call, secret ?? '')).toBe(true)
    expect(signedBy({ ...(tries[0] as Call), body: Buffer.from('{}') }, secret ?? '')).toBe(false)
    expect(JSON.parse(String(tries[0]?.body))).toMatchObject({
      type: 'message.asked',
      data: { request_id: request.id, level: 'T3', code: request.binding_code, agent: 'billing-agent' },
    })
  })

  test('is told the end by a message of its own', async () => {
    await added('ends')
    const request = await ask(world, 'T2')
    await sendMessages()
    await approve(mei, await shown(world, request.id))
    await sendMessages()
    expect(calls('ends').map(({ body }) => JSON.parse(String(body)).type)).toEqual(['message.asked', 'message.ended'])
    expect(JSON.parse(String(calls('ends')[1]?.body)).data.outcome).toBe('approved')
  })

  test('hears only of its levels, its team or its person', async () => {
    const [dba] = await world.db.asOwner(`SELECT id FROM teams WHERE slug = 'dba-oncall'`)
    const [leads] = await world.db.asOwner(`SELECT id FROM teams WHERE slug = 'payments-leads'`)
    await added('lower', { topics: ['T1'] })
    await added('dba', { team_id: dba?.id })
    await added('leads', { team_id: leads?.id })
    await added('meis', { person_id: mei.id })
    await added('noors', { person_id: noor.id })
    await ask(world, 'T3')
    await sendMessages()
    expect(['lower', 'dba', 'leads', 'meis', 'noors'].map((path) => calls(path).length)).toEqual([0, 0, 1, 1, 0])
  })

  test('that answers with a redirect is not followed, and its body is ignored (ATTACKS 97)', async () => {
    await added('moved')
    inside.clear()
    chat.answer = ({ path }, response) =>
      path === '/moved'
        ? response.writeHead(302, { location: `${inside.url}/stolen` }).end('{"decision":"approve"}')
        : response.writeHead(200).end(JSON.stringify({ text: 'x'.repeat(200_000), approve: true }))
    const request = await ask(world, 'T3')
    await sendMessages()
    expect(inside.calls).toHaveLength(0)
    const [row] = (await deliveriesOf(world, request.id)).filter(({ last_outcome }) => last_outcome === '302')
    expect(row).toMatchObject({ status: 'failed', tries: 1 })
    const page = await (await get(mei, `/requests/${request.id}`)).json()
    expect(JSON.stringify(page)).toContain('"pending"')
  })

  test('while its secret changes is signed with both, and later with the new one alone (ATTACKS 96)', async () => {
    const { id, secret: old } = await added('rotated')
    const answer = await post(hugo, `/channels/hooks/${id}/secret`, {})
    const { secret } = await answer.json()
    expect(secret).not.toBe(old)
    await ask(world, 'T3')
    await sendMessages()
    const [during] = calls('rotated')
    expect([signedBy(during as Call, String(old)), signedBy(during as Call, secret)]).toEqual([true, true])
    await world.db.asOwner(`UPDATE chat_hooks SET rotated_at = now() - interval '25 hours' WHERE id = $1`, [id])
    chat.clear()
    await ask(world, 'T3')
    await sendMessages()
    const [after] = calls('rotated')
    expect([signedBy(after as Call, String(old)), signedBy(after as Call, secret)]).toEqual([false, true])
  })

  test('is ended by an administrator, and nothing is posted from then on', async () => {
    const { id } = await added('ended')
    await ask(world, 'T3')
    expect((await post(hugo, `/channels/hooks/${id}/end`, {})).status).toBe(200)
    await sendMessages()
    expect(calls('ended')).toHaveLength(0)
    expect((await post(hugo, `/channels/hooks/${id}/test`, {})).status).toBe(404)
  })
})

describe('the settings of chats', () => {
  test('are changed by administrators alone and read by compliance reviewers too; no address, token or secret is ever read back', async () => {
    const { id, secret } = await added('private-token-4711', { title: 'Approvals' })
    for (const person of [mei, noor]) expect((await post(person, `/channels/hooks/${id}/end`, {})).status).toBe(403)
    expect((await get(mei, '/channels')).status).toBe(403)
    const said = await (await get(noor, '/channels')).text()
    expect(said).toContain(chat.host)
    for (const kept of ['private-token-4711', String(secret)]) expect(said).not.toContain(kept)
    const rows = JSON.stringify(await world.db.asOwner('SELECT * FROM chat_hooks WHERE id = $1', [id]))
    expect(rows).not.toContain('/private-token-4711')
    expect(rows).not.toContain(String(secret).slice(6))
  })

  test.each([
    ['http', { url: 'http://hooks.example.org/x' }, '/url'],
    ['loopback', { url: 'https://127.0.0.1/x' }, '/url'],
    ['loopback in IPv6', { url: 'https://[::ffff:127.0.0.1]/x' }, '/url'],
    ['an inside host that was not opened', { url: `http://127.0.0.1:${inside.port}/x` }, '/url'],
    ['a name of a private network', { url: 'https://chat.internal/x' }, '/url'],
    ['a user name', { url: 'https://a:b@hooks.example.org/x' }, '/url'],
    ['no level', { topics: [] }, '/topics'],
    ['a level that nobody decides', { topics: ['T0'] }, '/topics/0'],
    ['an unknown team', { team_id: 'tem_00000000000000000000000000' }, '/team_id'],
    ['nobody', { person_id: 'usr_00000000000000000000000000' }, '/person_id'],
    ['its own secret', { secret: 'x' }, '/secret'],
  ])('with %s are refused by name (ATTACKS 93)', async (_, over, pointer) => {
    const answer = await add('refused', over)
    expect(answer.status).toBe(400)
    expect((await answer.json()).errors[0].pointer).toBe(pointer)
  })
})

describe('postOutside (ATTACKS 93)', () => {
  const init = { headers: {}, body: '{}', timeoutMs: 2_000, allowed: new Set<string>() }

  test('looks at the address that a name leads to, and never sends when one of them is inside', async () => {
    inside.clear()
    for (const addresses of [['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['::1'], ['::ffff:7f00:1']]) {
      const answer = await postOutside(`https://chat.example.org:${inside.port}/x`, {
        ...init,
        resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      })
      expect(answer).toMatchObject({ kind: 'refused' })
    }
    expect(inside.calls).toHaveLength(0)
  })

  test('asks the name once: one that changes its mind in between gains nothing (DNS rebinding)', async () => {
    chat.clear()
    let asked = 0
    const answer = await postOutside(`http://chat.kestrel.internal:${chat.port}/rebind`, {
      ...init,
      allowed: new Set([`chat.kestrel.internal:${chat.port}`]),
      resolve: async () => {
        asked += 1
        // Looked at and called is the first; nobody listens at the second.
        return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.77', family: 4 }]
      },
    })
    expect([asked, answer]).toMatchObject([1, { kind: 'answered', status: 201 }])
    expect(calls('rebind')[0]?.headers.host).toBe(`chat.kestrel.internal:${chat.port}`)
  })

  test('gives up on a host that does not answer', async () => {
    inside.answer = () => undefined
    const answer = await postOutside(`${inside.url}/slow`, { ...init, timeoutMs: 300, allowed: new Set([inside.host]) })
    expect(answer).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('no answer within') })
    inside.clear()
  })
})

test('no chat decides: what it sends back to us is not even a route (ATTACKS 98)', async () => {
  const request = await ask(world, 'T2')
  await decide(tom, await shown(world, request.id), denial(await shown(world, request.id)))
  const { consoleRoutes } = await import('@/lib/http/console-routes')
  const { machineRoutes } = await import('@/lib/http/machine-api')
  const paths = [...consoleRoutes, ...machineRoutes].map(({ path }) => path)
  expect(paths.filter((path) => /slack|chat|interact|inbound|mail/i.test(path))).toEqual([])
})
