import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll } from 'vitest'

type Fetch = (request: Request) => Response | Promise<Response>

export interface TestSite {
  /** `http://localhost:<port>`: what COUNTERSIGN_BASE_URL says in this process. */
  readonly origin: string
  /** Answers requests with this from now on. */
  serve(fetch: Fetch): void
}

/**
 * A web server on a free loopback port for this test file, with keys of its own. Call it at the top and BEFORE
 * `useDatabase`, because the address must be in the environment before anything reads `env()`.
 */
export async function useSite(environment: Readonly<Record<string, string>> = {}): Promise<TestSite> {
  let answer: Fetch = () => new Response(null, { status: 503 })
  const server = createServer(getRequestListener((request) => answer(request), { overrideGlobalObjects: false }))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-site-'))
  const origin = `http://localhost:${port}`
  Object.assign(process.env, {
    COUNTERSIGN_BASE_URL: origin,
    COUNTERSIGN_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    ...environment,
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    origin,
    serve(fetch) {
      answer = fetch
    },
  }
}
