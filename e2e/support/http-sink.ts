import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'

export type Call = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A real HTTP server on this machine that keeps what it was sent and answers as it is told. */
export class HttpSink {
  readonly calls: Call[] = []
  answer: (call: Call, response: ServerResponse, nth: number) => void = (_call, response) =>
    response.writeHead(201).end()

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<HttpSink> {
    const holder: { sink?: HttpSink } = {}
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const sink = holder.sink
        if (!sink) {
          response.writeHead(503).end()
          return
        }
        const call: Call = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks),
        }
        sink.calls.push(call)
        sink.answer(call, response, sink.calls.length)
      })
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    holder.sink = new HttpSink(server, address.port)
    return holder.sink
  }

  get host(): string {
    return `127.0.0.1:${this.port}`
  }

  get url(): string {
    return `http://${this.host}`
  }

  clear(): void {
    this.calls.length = 0
    this.answer = (_call, response) => response.writeHead(201).end()
  }

  stop(): Promise<void> {
    return new Promise((stopped) => {
      this.server.closeAllConnections()
      this.server.close(() => stopped())
    })
  }
}
