import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { HttpSink } from '@/e2e/support/http-sink'
import { ask, deliveriesOf, hurry } from '@/e2e/support/messages'
import { approve, get, post, type Signer, shown, signers } from '@/e2e/support/people'
import { checkVapid, PushBrowser } from '@/e2e/support/push-browser'
import { sendMessages } from '@/lib/deliveries/send-messages'
import { channelKeys } from '@/lib/platform/channel-keys'
import { useWorld } from './world'

const service = await HttpSink.start()
process.env.COUNTERSIGN_INTERNAL_HOSTS = service.host
afterAll(() => service.stop())

// Much is asked here and left waiting.
process.env.COUNTERSIGN_PENDING_PER_POOL = '1000'
process.env.COUNTERSIGN_PENDING_PER_AGENT = '1000'
process.env.COUNTERSIGN_PENDING_PER_SPONSOR = '1000'
const world = await useWorld()
const [mei, tom, hugo] = await signers(world, 'mei.lin', 'tom.ek', 'hugo.pereira')

let nth = 0
/** A browser of this person that gets notifications; gives its end of the secret. */
async function turnOn(person: Signer): Promise<{ id: string; browser: PushBrowser; path: string }> {
  const browser = new PushBrowser()
  nth += 1
  const path = `/push/${nth}`
  const answer = await post(person, '/channels/mine/devices', browser.subscription(`${service.url}${path}`))
  expect(answer.status).toBe(200)
  return { id: (await answer.json()).id, browser, path }
}

const read = (browser: PushBrowser, path: string) =>
  service.calls.filter((call) => call.path === path).map((call) => JSON.parse(browser.open(call.body)))

const phone = await turnOn(mei)
const desk = await turnOn(mei)
const toms = await turnOn(tom)

beforeEach(async () => {
  await sendMessages()
  service.clear()
})

describe('a notification', () => {
  test('reaches every device of whoever may decide, readable by that device alone, signed with our key', async () => {
    const request = await ask(world, 'T3')
    await Promise.all([sendMessages(), sendMessages()])
    expect(service.calls.map(({ path }) => path).sort()).toEqual([phone.path, desk.path, toms.path])
    const [shownAs] = read(phone.browser, phone.path)
    expect(shownAs).toEqual({
      v: 1,
      tag: request.id,
      title: `T3 · billing-agent · ${request.binding_code}`,
      body: expect.stringMatching(/^Refund €1,240\.00 to ch_e2e\d+$/),
      path: `/inbox/${request.id}`,
      quiet: false,
      until: request.expires_at,
      language: 'en',
    })
    const call = service.calls.find(({ path }) => path === phone.path)
    expect(() => desk.browser.open(call?.body ?? Buffer.alloc(0))).toThrow()
    expect(checkVapid(call?.headers.authorization, service.url)).toEqual({
      publicKey: channelKeys().vapid.publicKey,
      subject: 'mailto:countersign@localhost',
    })
    expect(call?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' })
    expect(Number(call?.headers.ttl)).toBeGreaterThan(60)
    // The service sees nothing of it.
    expect(call?.body.toString('latin1')).not.toMatch(/billing|Refund|req_/)
  })

  test('is replaced without a sound when somebody decided', async () => {
    const request = await ask(world, 'T2')
    await sendMessages()
    expect((await approve(mei, await shown(world, request.id))).status).toBe(200)
    await sendMessages()
    const [asked, ended] = read(phone.browser, phone.path)
    expect(ended).toMatchObject({ tag: asked.tag, quiet: true, path: `/inbox/${request.id}` })
    expect(ended.body).toBe(`${request.binding_code} was approved. There is nothing left to decide.`)
  })

  test('comes by the level that the person chose, and T3 always', async () => {
    const preferences = { email: [], push: [], digest_minutes: 0, quiet: null, time_zone: 'UTC' }
    expect((await post(tom, '/channels/mine', preferences)).status).toBe(200)
    await ask(world, 'T2')
    await sendMessages()
    expect(read(toms.browser, toms.path)).toHaveLength(0)
    await ask(world, 'T3')
    await sendMessages()
    expect(read(toms.browser, toms.path)).toHaveLength(1)
    await post(tom, '/channels/mine', { ...preferences, push: ['T2'] })
  })

  test.each([404, 410])('a device whose service answers %i is forgotten, and the log says so', async (status) => {
    const gone = await turnOn(tom)
    service.answer = ({ path }, response) => response.writeHead(path === gone.path ? status : 201).end()
    const request = await ask(world, 'T3')
    await sendMessages()
    const row = (await deliveriesOf(world, request.id)).find(({ recipient }) => recipient === gone.id)
    expect(row).toMatchObject({ status: 'failed', tries: 1 })
    const mine = await (await get(tom, '/channels/mine')).json()
    expect(mine.devices.map(({ id }: { id: string }) => id)).toEqual([toms.id])
    const entries = await world.db.asOwner(
      `SELECT body FROM log_entries WHERE type = 'channel.device_removed' AND body LIKE $1`,
      [`%${gone.id}%`],
    )
    expect(entries).toHaveLength(1)
    service.calls.length = 0
    await ask(world, 'T3')
    await sendMessages()
    expect(service.calls.map(({ path }) => path)).not.toContain(gone.path)
  })

  test('a service that is busy is asked again when it says', async () => {
    service.answer = ({ path }, response) =>
      path === phone.path ? response.writeHead(429, { 'retry-after': '90' }).end() : response.writeHead(201).end()
    const request = await ask(world, 'T3')
    await sendMessages()
    const mine = async () => (await deliveriesOf(world, request.id)).find(({ recipient }) => recipient === phone.id)
    expect(await mine()).toMatchObject({ status: 'due', tries: 1, last_outcome: '429' })
    expect(Number(new Date(String((await mine())?.due_at))) - Date.now()).toBeGreaterThan(80_000)
    service.clear()
    await hurry(world)
    await sendMessages()
    expect(await mine()).toMatchObject({ status: 'sent', tries: 2 })
  })
})

describe('a device', () => {
  test('belongs to whoever turned it on last: the one before gets nothing there', async () => {
    const shared = new PushBrowser()
    const subscription = shared.subscription(`${service.url}/push/shared`)
    const first = await (await post(mei, '/channels/mine/devices', subscription)).json()
    const again = await (await post(mei, '/channels/mine/devices', subscription)).json()
    expect(again.id).toBe(first.id)
    const second = await (await post(tom, '/channels/mine/devices', subscription)).json()
    expect(second.id).not.toBe(first.id)
    const request = await ask(world, 'T3')
    await sendMessages()
    expect(service.calls.filter(({ path }) => path === '/push/shared')).toHaveLength(1)
    const told = (await deliveriesOf(world, request.id)).map(({ recipient }) => recipient)
    expect(told).toContain(second.id)
    expect(told).not.toContain(first.id)
    await post(tom, `/channels/mine/devices/${second.id}/remove`, {})
  })

  test('sent twice at once is one', async () => {
    const subscription = new PushBrowser().subscription(`${service.url}/push/twice`)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(mei, '/channels/mine/devices', subscription)),
    )
    const ids = new Set(await Promise.all(answers.map(async (answer) => (await answer.json()).id)))
    expect(ids.size).toBe(1)
    await post(mei, `/channels/mine/devices/${[...ids][0]}/remove`, {})
  })

  test('is removed by its owner and by nobody else (ATTACKS 102)', async () => {
    const mine = await turnOn(mei)
    expect((await post(tom, `/channels/mine/devices/${mine.id}/remove`, {})).status).toBe(404)
    expect((await post(hugo, `/channels/mine/devices/${mine.id}/remove`, {})).status).toBe(404)
    expect((await post(mei, `/channels/mine/devices/${mine.id}/remove`, {})).status).toBe(200)
    expect((await post(tom, '/channels/mine/test', { channel: 'push', device_id: phone.id })).status).toBe(409)
  })

  test.each([
    ['a private address', { endpoint: 'https://192.168.0.10/push' }, '/endpoint'],
    ['cloud metadata', { endpoint: 'https://169.254.169.254/latest' }, '/endpoint'],
    ['loopback as one number', { endpoint: 'https://2130706433/push' }, '/endpoint'],
    ['plain http', { endpoint: 'http://push.example.org/x' }, '/endpoint'],
    ['a short key', { p256dh: 'BAAA' }, '/p256dh'],
    ['a compressed point', { p256dh: `A${'A'.repeat(86)}` }, '/p256dh'],
    ['no secret', { auth: '' }, '/auth'],
    ['somebody else', { person_id: 'usr_00000000000000000000000000' }, '/person_id'],
  ])('with %s is refused by name (ATTACKS 93)', async (_, over, pointer) => {
    const subscription = { ...new PushBrowser().subscription(`${service.url}/x`), ...over }
    const answer = await post(mei, '/channels/mine/devices', subscription)
    expect(answer.status).toBe(400)
    expect((await answer.json()).errors[0].pointer).toBe(pointer)
  })

  test('of somebody who left gets nothing, whatever was on its way', async () => {
    const [kofi] = await signers(world, 'kofi.mensah')
    const device = await turnOn(kofi)
    await post(kofi, '/channels/mine/test', { channel: 'push', device_id: device.id })
    await world.db.asOwner(`UPDATE people SET status = 'disabled', disabled_at = now() WHERE id = $1`, [kofi.id])
    await sendMessages()
    expect(service.calls).toHaveLength(0)
    const [row] = await world.db.asOwner('SELECT ended_why FROM push_devices WHERE id = $1', [device.id])
    expect(row?.ended_why).toBe('left')
  })
})
