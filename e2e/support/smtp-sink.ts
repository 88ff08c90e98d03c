import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Received = { readonly to: readonly string[]; readonly raw: string; readonly mail: ParsedMail }

/** How a mail server behaves towards one recipient of one message; the default takes it. */
export type Behaviour = 'take' | 'refuse' | 'greylist' | 'hang_up' | 'slow'

/** A real SMTP server on this machine that keeps what it was given. */
export class SmtpSink {
  readonly received: Received[] = []
  /** Every recipient that was tried, in order. */
  readonly tried: string[] = []
  behave: (recipient: string, nth: number) => Behaviour = () => 'take'

  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  static async start(options: SMTPServerOptions = {}): Promise<SmtpSink> {
    const holder: { sink?: SmtpSink } = {}
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onRcptTo: (address, _session, done) => {
        const sink = holder.sink
        if (!sink) return done()
        sink.tried.push(address.address)
        const nth = sink.tried.filter((each) => each === address.address).length
        const how = sink.behave(address.address, nth)
        if (how === 'refuse') return done(reply(550, 'No such mailbox here'))
        if (how === 'greylist') return done(reply(451, 'Greylisted, come back later'))
        if (how === 'slow') return setTimeout(() => done(), 1_500)
        done()
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const raw = Buffer.concat(chunks)
          void simpleParser(raw).then((mail) => {
            const to = session.envelope.rcptTo.map(({ address }) => address)
            holder.sink?.received.push({ to, raw: raw.toString('utf8'), mail })
            done(null, 'Taken')
          }, done)
        })
      },
      ...options,
    })
    server.on('error', () => undefined)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    holder.sink = new SmtpSink(server, address.port)
    return holder.sink
  }

  /** Messages to an address, oldest first. */
  to(address: string): Received[] {
    return this.received.filter(({ to }) => to.includes(address))
  }

  clear(): void {
    this.received.length = 0
    this.tried.length = 0
    this.behave = () => 'take'
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(() => stopped()))
  }
}

function reply(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}
