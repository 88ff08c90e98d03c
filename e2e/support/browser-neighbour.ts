import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web site of somebody else's on this machine. */
export interface Neighbour {
  /** Same site as ours, because sites know no ports: our cookies go along with what its pages send us. */
  readonly sameSite: string
  /** Another site altogether. */
  readonly otherSite: string
  /** What was asked of it. */
  readonly visits: string[]
  close(): Promise<void>
}

/** Serves `pages` by path on a free loopback port. */
export async function neighbour(pages: Readonly<Record<string, string>>): Promise<Neighbour> {
  const visits: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    visits.push(path)
    const html = pages[path]
    response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(html ?? 'nothing here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    sameSite: `http://localhost:${port}`,
    otherSite: `http://127.0.0.1:${port}`,
    visits,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
