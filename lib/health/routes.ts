import { Hono } from 'hono'
import { problemResponse } from '@/lib/http/problem'
import { neverStored, securityHeaders } from '@/lib/http/security-headers'
import { log } from '@/lib/platform/log'
import { readPosture } from './read'

/** For load balancers and whoever operates this. Public: says nothing about requests, people or versions. */
export const healthApi = new Hono().basePath('/api/health')

healthApi.use(securityHeaders, neverStored)

/** The process runs. Restart it when this fails. */
healthApi.get('/live', (c) => c.json({ status: 'live' }))

/** The process can serve: its database answers. Send it no traffic when this fails. */
healthApi.get('/ready', async (c) => {
  try {
    return c.json({ status: 'ready', weaknesses: await readPosture() })
  } catch (error) {
    log().error({ err: error }, 'not ready')
    return c.json({ status: 'unavailable', weaknesses: [] }, 503, { 'retry-after': '2' })
  }
})

healthApi.all('*', () => problemResponse({ code: 'not_found' }))
