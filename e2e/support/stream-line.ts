import { createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const STREAM = '/api/console/events'

/** One opening of the stream: from where it resumed, and what came by it. */
export type Opening = { readonly from: string | undefined; readonly ids: string[]; readonly events: string[] }

/** A line between browsers and the server of which the stream of changes can be cut; everything else goes through. */
export class StreamLine {
  readonly openings: Opening[] = []
  #isCut = false
  readonly #live = new Set<ServerResponse>()

  private constructor(
    readonly port: number,
    private readonly stopListening: () => Promise<void>,
  ) {}

  /** `target`: the port that it leads to. */
  static async to(target: () => number): Promise<StreamLine> {
    const holder: { line?: StreamLine } = {}
    const server = createServer((asked, answer) => {
      const line = holder.line
      const isStream = asked.url === STREAM
      if (isStream && line?.isCut) {
        asked.socket.destroy()
        return
      }
      const { headers, method, url: path } = asked
      const onward = request({ host: '127.0.0.1', port: target(), method, path, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        if (isStream && response.statusCode === 200) line?.follow(asked.headers['last-event-id'], answer, response)
        response.pipe(answer)
        answer.on('close', () => response.destroy())
      })
      onward.on('error', () => answer.destroy())
      asked.pipe(onward)
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    holder.line = new StreamLine(
      port,
      () =>
        new Promise((closed) => {
          server.close(() => closed())
          server.closeAllConnections()
        }),
    )
    return holder.line
  }

  get isCut(): boolean {
    return this.#isCut
  }

  /** Every stream breaks off, and none opens until `mend`. */
  cut(): void {
    this.#isCut = true
    for (const answer of this.#live) answer.destroy()
    this.#live.clear()
  }

  mend(): void {
    this.#isCut = false
  }

  stop(): Promise<void> {
    return this.stopListening()
  }

  private follow(from: string | string[] | undefined, answer: ServerResponse, response: NodeJS.ReadableStream): void {
    const opening: Opening = { from: typeof from === 'string' ? from : undefined, ids: [], events: [] }
    this.openings.push(opening)
    this.#live.add(answer)
    answer.on('close', () => this.#live.delete(answer))
    let rest = ''
    response.on('data', (chunk) => {
      const lines = `${rest}${String(chunk)}`.split('\n')
      rest = lines.pop() ?? ''
      for (const text of lines) {
        if (text.startsWith('id:')) opening.ids.push(text.slice(3).trim())
        if (text.startsWith('event:')) opening.events.push(text.slice(6).trim())
      }
    })
  }
}
