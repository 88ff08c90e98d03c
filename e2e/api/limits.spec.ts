import { createServer, request as httpRequest, type Server } from 'node:http'
import { connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFront } from '@/lib/http/front'
import { call, useWorld, wishes } from './world'

// 240 calls a minute and credential, of which 60 at once; 120 at once from one address.
process.env.COUNTERSIGN_RATE_PER_MINUTE = '240'
const { agent, otherAgent, executor } = await useWorld()
const front = createFront()

describe('rate limits', () => {
  test('a credential that calls too often gets 429 with Retry-After, whatever the address looks like (ATTACKS 111)', async () => {
    const spellings = ['/api/v1/catalogue', '/api/v1/requests', '/api/v1/requests?limit=1']
    const statuses: number[] = []
    let refused: Response | undefined
    // Until it is refused: a slow machine gives the bucket time to refill, and four calls a second are all that it gets.
    for (let i = 0; i < 400 && refused === undefined; i++) {
      const response = await call(front, 'GET', spellings[i % spellings.length] ?? '', {
        as: agent,
        headers: { 'x-forwarded-for': `10.0.0.${i}` },
      })
      statuses.push(response.status)
      if (response.status === 429) refused = response
    }
    expect(statuses.slice(0, 55).every((status) => status === 200)).toBe(true)
    expect(refused?.status).toBe(429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(await refused?.json()).toMatchObject({ code: 'rate.limited', status: 429 })
  })

  test('nobody else is slowed down by it', async () => {
    expect((await call(front, 'GET', '/api/v1/catalogue', { as: otherAgent })).status).toBe(200)
  })
})

describe('over a real connection', () => {
  let server: Server
  let port = 0
  beforeAll(async () => {
    server = createServer(getRequestListener(front.fetch, { overrideGlobalObjects: false }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  /** Sends bytes as they are, and gives all that comes back until the peer closes or is silent. */
  function raw(text: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.on('data', (chunk) => {
        answer += String(chunk)
      })
      socket.setTimeout(1_500, () => socket.destroy())
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(answer))
    })
  }

  test('a body that says it is too large is refused before it is sent', async () => {
    const answer = await raw(
      `POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${otherAgent.api_key}\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('request.body_too_large')
  })

  test('a body without an end is refused as soon as it is too large', async () => {
    const chunk = `${(16_384).toString(16)}\r\n${' '.repeat(16_384)}\r\n`
    const answer = await raw(
      `POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${otherAgent.api_key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(6)}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('request.body_too_large')
  })

  test('megabytes are refused without holding up who sends them', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sending = httpRequest(
        {
          port,
          host: '127.0.0.1',
          path: '/api/v1/requests',
          method: 'POST',
          headers: { authorization: `Bearer ${otherAgent.api_key}`, 'content-type': 'application/json' },
        },
        (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        },
      )
      sending.on('error', reject)
      sending.end(Buffer.alloc(5_000_000, 0x20))
    })
    expect(status).toBe(400)
  })

  test('two keys in one call are refused, as one header and as two', async () => {
    const body = JSON.stringify(wishes.allow)
    const answer = await raw(
      `POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${otherAgent.api_key}\r\nContent-Type: application/json\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect(answer).toContain('idempotency.key_invalid')
  })

  test('two Authorization headers never let anybody in as either', async () => {
    const answer = await raw(
      `GET /api/v1/catalogue HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${otherAgent.api_key}\r\nAuthorization: Bearer ${executor.api_key}\r\n\r\n`,
    )
    // Node keeps the first of two; whoever it is, it is one identity for the whole call, and never a mixture.
    expect(answer).toMatch(/^HTTP\/1\.1 (200|401) /)
  })

  test('an address that calls too often gets 429, also without any credential', async () => {
    const statuses = new Set<number>()
    for (let i = 0; i < 800 && !statuses.has(429); i++)
      statuses.add(
        (await fetch(`http://127.0.0.1:${port}/api/v1/nowhere`, { headers: { 'x-forwarded-for': `10.1.0.${i}` } }))
          .status,
      )
    expect(statuses).toEqual(new Set([404, 429]))
  })
})
