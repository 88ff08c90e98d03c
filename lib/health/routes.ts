import { Hono } from 'hono'
import { log } from '@/lib/platform/log'
import { readPosture } from './read'

/** For load balancers and whoever operates this. Public: says nothing about requests, people or versions. */
export const healthApi = new Hono()

/** The process runs. Restart it when this fails. */
healthApi.get('/api/health/live', (c) => c.json({ status: 'live' }))

/** The process can serve: its database answers. Send it no traffic when this fails. */
healthApi.get('/api/health/ready', async (c) => {
  try {
    return c.json({ status: 'ready', weaknesses: await readPosture() })
  } catch (error) {
    log().error({ err: error }, 'not ready')
    return c.json({ status: 'unavailable', weaknesses: [] }, 503, { 'retry-after': '2' })
  }
})
