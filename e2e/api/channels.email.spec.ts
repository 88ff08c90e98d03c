import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, deliveriesOf, hurry } from '@/e2e/support/messages'
import { approve, decide, denial, get, post, shown, signers } from '@/e2e/support/people'
import { SmtpSink } from '@/e2e/support/smtp-sink'
import { sendMessages } from '@/lib/deliveries/send-messages'
import { tell } from '@/lib/deliveries/store-tell'
import { consoleApi } from '@/lib/http/console-api'
import { machineApi } from '@/lib/http/machine-api'
import { closeMailer } from '@/lib/platform/mailer'
import { inTransaction } from '@/lib/platform/transaction'
import { expireRequests } from '@/lib/requests/expire-requests'
import { call, useWorld } from './world'

const smtp = await SmtpSink.start()
process.env.COUNTERSIGN_SMTP_URL = `smtp://127.0.0.1:${smtp.port}`
process.env.COUNTERSIGN_MAIL_FROM = 'countersign@kestrel.example'
afterAll(async () => {
  closeMailer()
  await smtp.stop()
})

// Much is asked here and left waiting.
process.env.COUNTERSIGN_PENDING_PER_POOL = '1000'
process.env.COUNTERSIGN_PENDING_PER_AGENT = '1000'
process.env.COUNTERSIGN_PENDING_PER_SPONSOR = '1000'
const world = await useWorld()
const [mei, tom, jonas, elif, hugo, noor] = await signers(
  world,
  'mei.lin',
  'tom.ek',
  'jonas.weber',
  'elif.demir',
  'hugo.pereira',
  'noor.haddad',
)
const MEI = 'mei.lin@kestrel.example'
const TOM = 'tom.ek@kestrel.example'
const JONAS = 'jonas.weber@kestrel.example'
const ANA = 'ana.ruiz@kestrel.example'

beforeEach(async () => {
  await sendMessages()
  smtp.clear()
})

describe('a request that needs people', () => {
  test('is told to everybody who may decide and to nobody else, once, with the same code as on the wire and the page (ATTACKS 90)', async () => {
    const request = await ask(world, 'T3')
    await Promise.all([sendMessages(), sendMessages(), sendMessages()])
    expect(smtp.received.map(({ to }) => to.join()).sort()).toEqual([JONAS, MEI, TOM])
    const [{ mail, raw } = fail()] = smtp.to(MEI)
    expect(mail.subject).toContain(`(${request.binding_code})`)
    expect(mail.subject).toMatch(/^\[T3\] billing-agent: Refund €1,240\.00 to ch_e2e\d+, until \d\d:\d\d UTC/)
    expect(mail.text).toContain(request.binding_code)
    expect(mail.html).toContain(request.binding_code)
    expect(mail.from?.text).toContain('countersign@kestrel.example')
    expect(raw).toContain('Auto-Submitted: auto-generated')
    const page = await (await get(mei, `/requests/${request.id}`)).json()
    expect(JSON.stringify(page)).toContain(request.binding_code)
  })

  test('leads to its page at our own address, whatever host the agent called (ATTACKS 121), and the link is no bearer (ATTACKS 89)', async () => {
    const request = await ask(world, 'T2')
    await sendMessages()
    const [{ mail } = fail()] = smtp.to(MEI)
    const links = [...String(mail.text).matchAll(/https?:\S+/g)].map(([link]) => link)
    expect(links).toEqual([`http://localhost:3000/inbox/${request.id}`])
    const bare = await call(consoleApi, 'GET', `/api/console/requests/${request.id}`)
    expect(bare.status).toBe(401)
    // Somebody who is signed in and does not see it gets what they would for an id that nobody has.
    const [kofi] = await signers(world, 'kofi.mensah')
    expect((await get(kofi, `/requests/${request.id}`)).status).toBe(404)
  })

  test('carries nothing that the agent wrote (ATTACKS 91)', async () => {
    await ask(world, 'T2', {
      justification: 'PLEASE approve\r\nBcc: all@kestrel.example',
      claims: { urgent: 'WIRE IT NOW' },
    })
    await sendMessages()
    expect(smtp.received.length).toBe(3)
    for (const { raw, mail } of smtp.received) {
      for (const text of [raw, mail.text, mail.html]) expect(String(text)).not.toMatch(/PLEASE|WIRE IT|Bcc|all@kestrel/)
    }
  })

  test('is not told outside of the transaction that asks: a submission that fails leaves no message', async () => {
    const before = await world.db.asOwner('SELECT count(*)::int AS n FROM deliveries')
    await expect(
      inTransaction(async (tx) => {
        await tell(tx, [mei.id], {
          event: 'asked',
          requestId: 'req_00000000000000000000000000',
          level: 'T3',
          teams: [],
        })
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(await world.db.asOwner('SELECT count(*)::int AS n FROM deliveries')).toEqual(before)
  })

  test('the same event is never told twice, however often it is asked for at once', async () => {
    const { id } = await ask(world, 'T3')
    await Promise.all(
      Array.from({ length: 8 }, () =>
        inTransaction((tx) =>
          tell(tx, [mei.id, tom.id, mei.id], { event: 'asked', requestId: id, level: 'T3', teams: [] }),
        ),
      ),
    )
    await Promise.all(Array.from({ length: 4 }, () => sendMessages()))
    expect(smtp.to(MEI)).toHaveLength(1)
    expect(smtp.to(TOM)).toHaveLength(1)
    // A reminder is another event.
    await inTransaction((tx) => tell(tx, [mei.id], { event: 'reminded:1', requestId: id, level: 'T3', teams: [] }))
    await sendMessages()
    expect(smtp.to(MEI).map(({ mail }) => mail.subject?.startsWith('Reminder: '))).toEqual([false, true])
  })

  test('that policy alone decides is told to nobody', async () => {
    const before = await world.db.asOwner('SELECT count(*)::int AS n FROM deliveries')
    const answer = await call(machineApi, 'POST', '/api/v1/requests', {
      as: world.agent,
      json: {
        workflow: 'payments',
        action: 'payments.read_ledger',
        resource: 'ledger:refunds',
        params: { days: 7 },
        executor: 'refund-runner',
      },
    })
    expect(answer.status).toBe(201)
    expect(await world.db.asOwner('SELECT count(*)::int AS n FROM deliveries')).toEqual(before)
  })
})

describe('after it ended', () => {
  test('whoever was told and did not decide is told in the same thread, and the sponsor learns the outcome', async () => {
    const request = await ask(world, 'T2')
    await sendMessages()
    const [asked = fail()] = smtp.to(TOM)
    expect((await approve(mei, await shown(world, request.id))).status).toBe(200)
    await sendMessages()
    const followUp = smtp.to(TOM)[1] ?? fail()
    expect(followUp.mail.text).toContain(`${request.binding_code} was approved. There is nothing left to decide.`)
    expect(followUp.mail.inReplyTo).toBe(asked.mail.messageId)
    expect(smtp.to(MEI)).toHaveLength(1)
    const [outcome = fail()] = smtp.to(ANA)
    expect(outcome.mail.text).toContain(`What billing-agent asked for (${request.binding_code}) was approved.`)
  })

  test('what was not sent yet is not sent any more, and who was never told is not told the end', async () => {
    const request = await ask(world, 'T2')
    expect((await decide(mei, await shown(world, request.id), denial(await shown(world, request.id)))).status).toBe(200)
    await sendMessages()
    expect(smtp.received.map(({ to }) => to.join())).toEqual([ANA])
    const rows = await deliveriesOf(world, request.id)
    expect(rows.filter(({ event }) => event === 'asked').map(({ status }) => status)).toEqual(
      Array(3).fill('superseded'),
    )
  })

  test('by silence, that is told too', async () => {
    const request = await ask(world, 'T2')
    await sendMessages()
    smtp.clear()
    await world.db.asOwner(`ALTER TABLE requests DISABLE TRIGGER request_law`)
    await world.db.asOwner(`UPDATE requests SET expires_at = now() - interval '1 second' WHERE id = $1`, [request.id])
    await world.db.asOwner(`ALTER TABLE requests ENABLE TRIGGER request_law`)
    await expireRequests()
    await sendMessages()
    expect(smtp.to(MEI)[0]?.mail.text).toContain(`${request.binding_code} expired. Nothing was granted.`)
    expect(smtp.to(ANA)[0]?.mail.text).toContain('Nobody decided in time')
  })

  test('and an approval that is taken back is put right for everybody who was told of it', async () => {
    const request = await ask(world, 'T3')
    await sendMessages()
    for (const person of [mei, tom]) expect((await approve(person, await shown(world, request.id))).status).toBe(200)
    await sendMessages()
    smtp.clear()
    expect((await post(tom, `/requests/${request.id}/take-back`, {})).status).toBe(200)
    await sendMessages()
    expect(smtp.received.map(({ to }) => to.join()).sort()).toEqual([ANA, JONAS])
    for (const { mail } of smtp.received) expect(mail.text).toContain('was taken back. Nothing was granted.')
  })

  test('by its own agent, the sponsor is not written to', async () => {
    const request = await ask(world, 'T2')
    await sendMessages()
    smtp.clear()
    await call(machineApi, 'POST', `/api/v1/requests/${request.id}/cancel`, { as: world.agent, json: {} })
    await sendMessages()
    expect(smtp.received.map(({ to }) => to.join()).sort()).toEqual([JONAS, MEI, TOM])
  })
})

describe('a mail server that does not take it', () => {
  test('a refusal for good ends it, and says so in the log and on the page of messages', async () => {
    smtp.behave = (to) => (to === MEI ? 'refuse' : 'take')
    const request = await ask(world, 'T3')
    await sendMessages()
    const row = (await deliveriesOf(world, request.id)).find(({ email }) => email === MEI) ?? fail()
    expect(row).toMatchObject({ status: 'failed', tries: 1 })
    const entries = await world.db.asOwner(
      `SELECT type FROM log_entries WHERE request_id = $1 AND type = 'delivery.failed'`,
      [request.id],
    )
    expect(entries).toHaveLength(1)
    const page = await (await get(hugo, `/deliveries?status=failed&about=${request.binding_code}`)).json()
    expect(page.items).toMatchObject([{ to: 'Mei Lin', channel: 'email', status: 'failed' }])
    const detail = await (await get(hugo, `/deliveries/${row.id}`)).json()
    expect(detail.attempts).toMatchObject([{ number: 1, outcome: 'never', code: '550' }])
    expect(detail.message.text).toContain(request.binding_code)
  })

  test('greylisting is tried again later, under the same Message-ID', async () => {
    smtp.behave = (to, nth) => (to === MEI && nth === 1 ? 'greylist' : 'take')
    const request = await ask(world, 'T3')
    await sendMessages()
    expect(smtp.to(MEI)).toHaveLength(0)
    const mine = async () => (await deliveriesOf(world, request.id)).find(({ email }) => email === MEI) ?? fail()
    expect(await mine()).toMatchObject({ status: 'due', tries: 1 })
    // Not before its time.
    expect(Number(new Date(String((await mine()).due_at)))).toBeGreaterThan(Date.now() + 5_000)
    await sendMessages()
    expect(smtp.to(MEI)).toHaveLength(0)
    await hurry(world)
    await sendMessages()
    expect(smtp.to(MEI)).toHaveLength(1)
    expect(await mine()).toMatchObject({ status: 'sent', tries: 2 })
    const detail = await (await get(hugo, `/deliveries/${(await mine()).id}`)).json()
    expect(detail.attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['later', 'accepted'])
    expect(smtp.to(MEI)[0]?.mail.messageId).toBe(detail.message_id)
  })

  test('a slow one holds nobody else up', async () => {
    smtp.behave = (to) => (to === MEI ? 'slow' : 'take')
    await ask(world, 'T3')
    const sending = sendMessages()
    await expect.poll(() => smtp.to(TOM).length, { timeout: 1_200 }).toBe(1)
    expect(smtp.to(MEI)).toHaveLength(0)
    await sending
    expect(smtp.to(MEI)).toHaveLength(1)
  })

  test('a process that died while it sent lets another send it again, and the receiver can tell the copy (ATTACKS 95)', async () => {
    const request = await ask(world, 'T3')
    // What a process leaves that was killed between the server's answer and its own note.
    await world.db.asOwner(`UPDATE deliveries SET claimed_until = now() + interval '1 minute' WHERE subject_id = $1`, [
      request.id,
    ])
    await sendMessages()
    expect(smtp.received).toHaveLength(0)
    await world.db.asOwner(`UPDATE deliveries SET claimed_until = now() - interval '1 second' WHERE subject_id = $1`, [
      request.id,
    ])
    await sendMessages()
    expect(smtp.to(MEI)).toHaveLength(1)
  })

  test('an administrator sends it again under the same id; nobody else does, and not what still waits', async () => {
    smtp.behave = (to) => (to === MEI ? 'refuse' : 'take')
    const request = await ask(world, 'T3')
    await sendMessages()
    smtp.behave = () => 'take'
    const row = (await deliveriesOf(world, request.id)).find(({ email }) => email === MEI) ?? fail()
    const first = smtp.to(TOM)[0]?.mail.messageId
    for (const person of [mei, noor]) expect((await post(person, `/deliveries/${row.id}/resend`, {})).status).toBe(403)
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(hugo, `/deliveries/${row.id}/resend`, {})))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    await sendMessages()
    expect(smtp.to(MEI)).toHaveLength(1)
    const toms = (await deliveriesOf(world, request.id)).find(({ email }) => email === TOM) ?? fail()
    await post(hugo, `/deliveries/${toms.id}/resend`, {})
    await sendMessages()
    expect(smtp.to(TOM).map(({ mail }) => mail.messageId)).toEqual([first, first])
  })
})

describe('what people chose', () => {
  const choose = (person: { cookie: string }, over: Record<string, unknown>) =>
    post(person, '/channels/mine', {
      email: ['T1', 'T2', 'notice', 'outcome'],
      push: ['T2'],
      digest_minutes: 60,
      quiet: null,
      time_zone: 'UTC',
      ...over,
    })

  test('T1 is collected into one mail; a T3 in between goes at once and is not in it (ATTACKS 64)', async () => {
    const [one, two] = [await ask(world, 'T1'), await ask(world, 'T1')]
    const critical = await ask(world, 'T3')
    await sendMessages()
    expect(smtp.to('elif.demir@kestrel.example')).toHaveLength(0)
    expect(smtp.to(TOM).map(({ mail }) => mail.subject)).toEqual([expect.stringContaining(critical.binding_code)])
    await hurry(world)
    await world.db.asOwner(`ALTER TABLE deliveries DISABLE TRIGGER delivery_law`)
    await world.db.asOwner(
      `UPDATE deliveries SET created_at = created_at - interval '61 minutes' WHERE topic = 'T1' AND status = 'due'`,
    )
    await world.db.asOwner(`ALTER TABLE deliveries ENABLE TRIGGER delivery_law`)
    await Promise.all([sendMessages(), sendMessages()])
    const collected = smtp.to('elif.demir@kestrel.example')
    expect(collected.map(({ mail }) => mail.subject)).toEqual(['2 requests wait for you'])
    const text = String(collected[0]?.mail.text)
    expect(text).toContain(one.binding_code)
    expect(text).toContain(two.binding_code)
    expect(text).not.toContain(critical.binding_code)
    const rows = [...(await deliveriesOf(world, one.id)), ...(await deliveriesOf(world, two.id))].filter(
      ({ recipient }) => recipient === elif.id,
    )
    expect(rows.map(({ status }) => status)).toEqual(['sent', 'sent'])
    // The end of one that went along is told in the thread of what carried it.
    await decide(jonas, await shown(world, two.id), { ...denial(await shown(world, two.id)) })
    await choose(elif, { digest_minutes: 0 })
    await sendMessages()
    expect(smtp.to('elif.demir@kestrel.example')[1]?.mail.inReplyTo).toBe(collected[0]?.mail.messageId)
    await choose(elif, {})
  })

  test('what they turned off does not come, quiet hours hold back, and T3 comes all the same', async () => {
    const hour = new Date().getUTCHours()
    const quiet = { from: hour * 60, to: ((hour + 2) % 24) * 60 }
    expect((await choose(mei, { email: [], quiet })).status).toBe(200)
    expect((await choose(tom, { quiet })).status).toBe(200)
    const [lower, higher] = [await ask(world, 'T2'), await ask(world, 'T3')]
    await sendMessages()
    expect(smtp.to(MEI).map(({ mail }) => mail.subject)).toEqual([expect.stringContaining(higher.binding_code)])
    expect(smtp.to(TOM).map(({ mail }) => mail.subject)).toEqual([expect.stringContaining(higher.binding_code)])
    const held = (await deliveriesOf(world, lower.id)).find(({ email }) => email === TOM) ?? fail()
    expect(held).toMatchObject({ status: 'due', tries: 0 })
    expect(new Date(String(held.due_at)).getUTCMinutes()).toBe(0)
    await choose(mei, {})
    await choose(tom, {})
  })

  test('T3 is no choice, and what is not understood is refused by name', async () => {
    const pointers = async (over: Record<string, unknown>) => {
      const answer = await choose(mei, over)
      expect(answer.status).toBe(400)
      return (await answer.json()).errors.map(({ pointer }: { pointer: string }) => pointer)
    }
    expect(await pointers({ email: ['T3'] })).toEqual(['/email/0'])
    expect(await pointers({ push: ['T2', 'T2'] })).toEqual(['/push'])
    expect(await pointers({ time_zone: 'Mars/Olympus' })).toEqual(['/time_zone'])
    expect(await pointers({ quiet: { from: 60, to: 60 } })).toEqual(['/quiet'])
    expect(await pointers({ digest_minutes: -1 })).toEqual(['/digest_minutes'])
    expect(await pointers({ person_id: tom.id })).toEqual(['/person_id'])
  })

  test('nobody who left the team meanwhile, or the company, is told', async () => {
    const request = await ask(world, 'T2')
    const [team] = await world.db.asOwner(`SELECT id FROM teams WHERE slug = 'payments-leads'`)
    await world.db.asOwner('DELETE FROM team_members WHERE team_id = $1 AND person_id = $2', [team?.id, jonas.id])
    await new Promise((resolve) => setTimeout(resolve, 600))
    await sendMessages()
    expect(smtp.received.map(({ to }) => to.join()).sort()).toEqual([MEI, TOM])
    expect((await deliveriesOf(world, request.id)).find(({ email }) => email === JONAS)).toMatchObject({
      status: 'superseded',
    })
  })
})

describe('who may see what was sent', () => {
  test('administrators and compliance reviewers; others see their own last ones only', async () => {
    const request = await ask(world, 'T3')
    await sendMessages()
    for (const person of [mei, elif]) expect((await get(person, '/deliveries')).status).toBe(403)
    expect((await get(noor, '/deliveries')).status).toBe(200)
    const mine = await (await get(mei, '/channels/mine')).json()
    expect(mine.recent[0]).toMatchObject({
      channel: 'email',
      status: 'sent',
      title: expect.stringContaining('billing-agent'),
    })
    const rows = await deliveriesOf(world, request.id)
    for (const { id } of rows) expect((await get(mei, `/deliveries/${id}`)).status).toBe(403)
  })

  test('is paged by a cursor that is an id and nothing else (ATTACKS 125)', async () => {
    const first = await (await get(hugo, '/deliveries?limit=2')).json()
    const second = await (await get(hugo, `/deliveries?limit=2&cursor=${first.next_cursor}`)).json()
    expect(second.items[0].id < first.items[1].id).toBe(true)
    expect((await get(hugo, '/deliveries?cursor=1%20OR%201=1')).status).toBe(400)
  })

  test('a test message goes to oneself only, and not without end', async () => {
    const answer = await post(mei, '/channels/mine/test', { channel: 'email' })
    expect(answer.status).toBe(202)
    await sendMessages()
    expect(smtp.to(MEI).at(-1)?.mail.subject).toBe('Test message from Countersign')
    expect((await post(mei, '/channels/mine/test', { channel: 'email', to: TOM })).status).toBe(400)
    const statuses = []
    for (let i = 0; i < 7; i++) statuses.push((await post(tom, '/channels/mine/test', { channel: 'email' })).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 202, 429])
  })
})

describe('notices', () => {
  test('that matter leave the console, in the transaction that makes them', async () => {
    const { insertNotices } = await import('@/lib/notices/store')
    await inTransaction((tx) =>
      insertNotices(tx, [
        {
          personId: mei.id,
          kind: 'proposal_to_decide',
          subject: { proposal_id: 'prp_1' },
          facts: { what: 'add Ada to the team dba', by: 'Noor Haddad' },
        },
        {
          personId: mei.id,
          kind: 'change_activated',
          subject: { workflow: 'payments' },
          facts: { workflow: 'Payments', version: 3 },
        },
      ]),
    )
    await sendMessages()
    expect(smtp.to(MEI).map(({ mail }) => mail.subject)).toEqual([
      'Noor Haddad proposes to add Ada to the team dba. It takes a second person.',
    ])
  })
})

function fail(): never {
  throw new Error('nothing was there')
}
