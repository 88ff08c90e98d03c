import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type ClonedDatabase, cloneDatabase } from '../support/cluster'
import { type RunningServer, startServer } from '../support/server'

describe('the running server', () => {
  let clone: ClonedDatabase
  let server: RunningServer
  beforeAll(async () => {
    clone = await cloneDatabase(inject('cluster'))
    server = await startServer({ env: { DATABASE_URL: clone.ownerUrl, DATABASE_APP_URL: clone.appUrl } })
  })
  afterAll(async () => {
    await server.stop()
    await clone.drop()
  })

  test('offers the first administrator a link as long as there is none', () => {
    expect(server.output()).toMatch(/Nobody administers this yet[\s\S]*http:\/\/localhost:\d+\/\S+/)
  })

  test('says that it is ready, and what weakens it', async () => {
    const response = await fetch(`${server.baseUrl}/api/health/ready`)
    expect(response.status).toBe(200)
    // The test cluster trades durability for speed, and readiness says so.
    expect(await response.json()).toEqual({
      status: 'ready',
      weaknesses: [expect.objectContaining({ code: 'database.not_durable' })],
    })
  })

  test('a page has a Content Security Policy whose nonce is fresh each time and never the caller’s', async () => {
    const nonceOf = async () => {
      const response = await fetch(`${server.baseUrl}/sign-in`, {
        headers: { 'x-nonce': 'mine', 'content-security-policy': "script-src 'nonce-mine'" },
      })
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('nonce-mine')
      expect(response.headers.get('cache-control')).toContain('no-store')
      expect(response.headers.get('x-powered-by')).toBeNull()
      return /'nonce-([^']+)'/.exec(policy)?.[1]
    }
    const [one, two] = [await nonceOf(), await nonceOf()]
    expect(one).toMatch(/^[\w+/=]{20,}$/)
    expect(two).not.toBe(one)
  })

  test('a header that Next trusts from itself does not get in from outside (the proxy still answers)', async () => {
    for (const value of [
      'proxy',
      'middleware:middleware:middleware:middleware:middleware',
      'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy',
    ]) {
      const response = await fetch(`${server.baseUrl}/sign-in`, { headers: { 'x-middleware-subrequest': value } })
      expect(response.headers.get('content-security-policy')).toContain('nonce-')
    }
  })

  test('an upgrade to WebSocket is refused on every path', async () => {
    for (const path of ['/', '/_next/webpack-hmr', '/api/v1/requests']) {
      const answer = await raw(
        server.port,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 426 /)
    }
  })
})

describe.runIf(process.getuid?.() === 0)('as root', () => {
  const closed = mkdtempSync(join(tmpdir(), 'countersign-closed-'))
  afterAll(() => rmSync(closed, { recursive: true, force: true }))

  test('the database runs as an unprivileged OS user, outside of a folder that this user cannot enter', async () => {
    expect(statSync(closed).mode & 0o777).toBe(0o700)
    const dataDir = join(closed, 'data')
    mkdirSync(dataDir)
    const server = await startServer({ dataDir, env: { COUNTERSIGN_ROLES: 'worker' } })
    const place = /The database is kept in (\S+):/.exec(server.output())?.[1] ?? ''
    expect(place).toMatch(/^\/var\/(lib\/countersign\/|tmp\/countersign-)[0-9a-f]{12}$/)
    expect(statSync(join(place, 'postgres')).uid).toBeGreaterThan(0)
    expect((await fetch(`${server.baseUrl}/api/health/ready`)).status).toBe(200)
    expect(await server.stop()).toBe(0)

    // Starting over by deleting the data directory: the old database is not taken for ours, nor lost.
    rmSync(dataDir, { recursive: true })
    const again = await startServer({ dataDir, env: { COUNTERSIGN_ROLES: 'worker' } })
    const aside = /was put aside: (\S+)\. /.exec(again.output())?.[1] ?? ''
    expect(dirname(aside)).toBe(place)
    expect(existsSync(join(aside, 'PG_VERSION'))).toBe(true)
    expect(await again.stop()).toBe(0)
    rmSync(place, { recursive: true, force: true })
  })
})

/** The beginning of the answer to a request sent as it is. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += String(chunk)
    })
    socket.once('close', () => resolve(answer))
    socket.once('error', reject)
    setTimeout(() => socket.destroy(), 2_000).unref()
  })
}
