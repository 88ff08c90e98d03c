import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { HttpSink } from '@/e2e/support/http-sink'
import { ask, deliveriesOf } from '@/e2e/support/messages'
import { decide, denial, get, post, shown, signers } from '@/e2e/support/people'
import { SmtpSink } from '@/e2e/support/smtp-sink'
import { sendMessages } from '@/lib/deliveries/send-messages'
import { insertNotices } from '@/lib/notices/store'
import { signInForDemo } from '@/lib/people/sign-in-for-demo'
import { closeMailer } from '@/lib/platform/mailer'
import { inTransaction } from '@/lib/platform/transaction'
import { useWorld } from './world'

const smtp = await SmtpSink.start()
const chat = await HttpSink.start()
process.env.COUNTERSIGN_SMTP_URL = `smtp://127.0.0.1:${smtp.port}`
process.env.COUNTERSIGN_MAIL_FROM = 'countersign@kestrel.example'
process.env.COUNTERSIGN_INTERNAL_HOSTS = chat.host
afterAll(async () => {
  closeMailer()
  await Promise.all([smtp.stop(), chat.stop()])
})

const world = await useWorld()
const { db } = world
const [mei, tom, hugo] = await signers(world, 'mei.lin', 'tom.ek', 'hugo.pereira')
const MEI = 'mei.lin@kestrel.example'
const TOM = 'tom.ek@kestrel.example'

const choose = (person: { cookie: string }, language: string) => post(person, '/me/language', { language })
const chosen = async (person: { id: string }) => {
  const rows = await db.asOwner(`SELECT language, chosen_at FROM person_languages WHERE person_id = $1`, [person.id])
  return rows.map(({ language, chosen_at }) => [language, chosen_at !== null])
}
const entries = (person: { id: string }) =>
  db.asOwner(
    `SELECT p.payload FROM log_entries e JOIN log_payloads p ON p.entry_id = e.id
     WHERE e.type = 'channel.preferences_changed' AND e.body::jsonb -> 'subject' ->> 'person_id' = $1 ORDER BY e.id`,
    [person.id],
  )

beforeEach(async () => {
  await sendMessages()
  smtp.clear()
  chat.clear()
})

describe('the language of a person', () => {
  test('is what their browser asks for at sign-in until they choose, and then what they chose', async () => {
    const signIn = (language: 'en' | 'de') =>
      signInForDemo({ userAgent: 'test', language, previousSessionId: null, logRefusal: true }, tom.id)
    await signIn('de')
    expect(await chosen(tom)).toEqual([['de', false]])
    await signIn('en')
    expect(await chosen(tom)).toEqual([['en', false]])
    expect((await choose(tom, 'en')).status).toBe(200)
    await signIn('de')
    expect(await chosen(tom)).toEqual([['en', true]])
  })

  test('changes with an entry in the log, however many choose at once, and choosing the same again is no change', async () => {
    const answers = await Promise.all(['de', 'en', 'de', 'en', 'de'].map((language) => choose(mei, language)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    await choose(mei, 'de')
    await choose(mei, 'de')
    // Each entry goes on from where the one before it ended, so none was written over unseen.
    const said = (await entries(mei)).map(({ payload }) => payload as { before: Lang; after: Lang })
    for (const [at, { before }] of said.entries()) expect(before.language).toBe(said[at - 1]?.after.language ?? 'en')
    expect(said.at(-1)?.after.language).toBe('de')
    expect(await chosen(mei)).toEqual([['de', true]])
  })

  test.each([['fr'], ['en-XA'], [null], [5]])('that we do not write is refused: %j', async (language) => {
    const answer = await post(mei, '/me/language', { language })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '/language' }] })
  })
})

type Lang = { language: string }

describe('whoever reads German', () => {
  test('is asked and told the end in German, around the same action, code and link; others are not', async () => {
    await choose(mei, 'de')
    const request = await ask(world, 'T3', { justification: 'BITTE\r\nBcc: all@kestrel.example' })
    await sendMessages()
    const [{ mail, raw } = fail()] = smtp.to(MEI)
    expect(mail.subject).toMatch(/^\[T3\] billing-agent: Refund €1,240\.00 to ch_e2e\d+, bis \d\d:\d\d UTC \(/)
    expect(mail.subject).toContain(`(${request.binding_code})`)
    for (const text of [mail.text, mail.html]) {
      expect(text).toContain('billing-agent bittet um Ihre Zustimmung.')
      expect(text).toContain('Entscheiden bis')
      expect(text).toContain('Aus dieser Nachricht heraus lässt sich nichts entscheiden.')
      expect(text).toContain(request.binding_code)
      expect(text).toContain(`http://localhost:3000/inbox/${request.id}`)
      expect(text).not.toMatch(/consent|Decide until|Review it/)
    }
    expect(mail.html).toContain('<html lang="de">')
    expect(raw).not.toMatch(/^Bcc:/im)
    expect(smtp.to(TOM)[0]?.mail.text).toContain('billing-agent asks for your consent.')

    await decide(tom, await shown(world, request.id), denial(await shown(world, request.id)))
    await sendMessages()
    const ended = smtp.to(MEI)[1]?.mail
    expect(ended?.inReplyTo).toBe(mail.messageId)
    expect(ended?.text).toContain(`${request.binding_code} wurde abgelehnt. Es gibt nichts mehr zu entscheiden.`)
  })

  test('hears of a notice in German, and the log shows what was sent', async () => {
    await choose(mei, 'de')
    await inTransaction((tx) =>
      insertNotices(tx, [
        {
          personId: mei.id,
          kind: 'role_assigned',
          subject: { workflow: 'payments', role: 'logging' },
          facts: { workflow: 'Payments', role: 'logging', by: 'Noor Haddad' },
        },
      ]),
    )
    await sendMessages()
    const sentence =
      'Noor Haddad benennt Sie in Payments für die Rolle „Protokollierung“. Nehmen Sie sie mit Ihrem Passkey an.'
    const [{ mail } = fail()] = smtp.to(MEI)
    expect(mail.subject).toBe(sentence)
    // Whatever they choose later, and whoever reads the log.
    await choose(mei, 'en')
    const { items } = await (await get(hugo, '/deliveries?channel=email&status=sent')).json()
    const row = items.find(({ title }: { title: string }) => title.startsWith('Noor Haddad names you for logging'))
    const { message } = await (await get(hugo, `/deliveries/${row.id}`)).json()
    expect(message).toMatchObject({ subject: sentence, text: expect.stringContaining('lässt sich nichts entscheiden') })
  })

  test('has chats of their own in German; the chat of a team is nobody’s and stays English', async () => {
    await choose(mei, 'de')
    const [leads] = await db.asOwner(`SELECT id FROM teams WHERE slug = 'payments-leads'`)
    for (const [path, whose] of [
      ['leads', { team_id: leads?.id }],
      ['meis', { person_id: mei.id }],
    ] as const) {
      const hook = { title: path, kind: 'slack', url: `${chat.url}/${path}`, topics: ['T3'], ...whose }
      expect((await post(hugo, '/channels/hooks', hook)).status).toBe(201)
    }
    const request = await ask(world, 'T3')
    await sendMessages()
    const said = (path: string) => String(chat.calls.find((call) => call.path === `/${path}`)?.body)
    expect(said('leads')).toContain('Open in Countersign')
    expect(said('meis')).toContain('In Countersign öffnen')
    for (const path of ['leads', 'meis']) expect(said(path)).toContain(request.binding_code)
    const rows = await deliveriesOf(world, request.id)
    expect(rows.filter(({ channel }) => channel === 'chat')).toHaveLength(2)
  })
})

function fail(): never {
  throw new Error('no mail came')
}
