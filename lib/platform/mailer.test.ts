import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { SmtpSink } from '@/e2e/support/smtp-sink'
import { closeMailer, mailServer, sendMail } from './mailer'
import { forgetAll } from './once'

const mail = {
  to: 'mei@example.org',
  fromName: 'Example',
  messageId: '<dlv_1@localhost>',
  inReplyTo: null,
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
}

function configured(url: string): void {
  process.env.COUNTERSIGN_SMTP_URL = url
  process.env.COUNTERSIGN_MAIL_FROM = 'countersign@example.org'
  forgetAll()
}

const running: { stop(): Promise<void> }[] = []
const sink = async (...options: Parameters<typeof SmtpSink.start>) => {
  const started = await SmtpSink.start(...options)
  running.push(started)
  return started
}

afterEach(async () => {
  closeMailer()
  await Promise.all(running.splice(0).map((each) => each.stop()))
})

describe('mail goes over TLS that is checked, or not at all', () => {
  test('a server whose certificate nobody vouches for gets nothing, and is tried again', async () => {
    const server = await sink({ secure: true })
    configured(`smtps://localhost:${server.port}`)
    const handed = await sendMail(mail)
    expect(handed).toMatchObject({ kind: 'later' })
    expect(handed.detail).toMatch(/certificate/i)
    expect(server.received).toEqual([])
  })

  test('nor does one that speaks no TLS where TLS was asked for', async () => {
    const server = await sink()
    configured(`smtps://127.0.0.1:${server.port}`)
    expect(await sendMail(mail)).toMatchObject({ kind: 'later' })
    expect(server.tried).toEqual([])
  })

  test('only a server on this machine may go without; every other one must offer STARTTLS', () => {
    const tls = (url: string) => {
      configured(url)
      return mailServer()?.tls
    }
    expect(tls('smtp://localhost:25')).toBe('none')
    expect(tls('smtp://127.0.0.1:25')).toBe('none')
    expect(tls('smtp://127.0.0.1.example.org:25')).toBe('starttls')
    expect(tls('smtp://mail.example.org:587')).toBe('starttls')
    expect(tls('smtps://localhost:465')).toBe('implicit')
  })

  test('where it goes is said without the user and the password', () => {
    configured('smtps://user:pass-4711@mail.example.org:465')
    expect(JSON.stringify(mailServer())).not.toMatch(/user|4711/)
  })
})

test('a sign-in that is refused may be put right, so it is tried again', async () => {
  const server = await sink({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(new Error('Invalid username or password')),
  })
  configured(`smtp://user:wrong@127.0.0.1:${server.port}`)
  const handed = await sendMail(mail)
  expect(handed).toMatchObject({ kind: 'later' })
  expect(handed.detail).not.toContain('wrong')
})

test('a server that hangs up, and one that is not there, are tried again', async () => {
  const rude = createServer((socket) => socket.destroy())
  await new Promise<void>((listening) => rude.listen(0, '127.0.0.1', listening))
  const address = rude.address()
  const port = typeof address === 'object' && address ? address.port : 0
  configured(`smtp://127.0.0.1:${port}`)
  expect(await sendMail(mail)).toMatchObject({ kind: 'later' })
  await new Promise((closed) => rude.close(closed))
  configured(`smtp://127.0.0.1:${port}`)
  expect(await sendMail(mail)).toMatchObject({ kind: 'later' })
})

test.each(['a@example.org,b@example.org', '"a@evil.example x"@example.org', 'a＠example.org', '<a@example.org>'])(
  'nothing goes to %s (ATTACKS 92)',
  async (to) => {
    const server = await sink()
    configured(`smtp://127.0.0.1:${server.port}`)
    expect(await sendMail({ ...mail, to })).toMatchObject({ kind: 'never' })
    expect(server.tried).toEqual([])
  },
)

test('without a mail server nothing is tried, and it is said so', async () => {
  process.env.COUNTERSIGN_SMTP_URL = ''
  forgetAll()
  expect(await sendMail(mail)).toMatchObject({ kind: 'not_configured' })
})
