import { Hono } from 'hono'
import { healthApi } from '@/lib/health/routes'
import { consoleApi } from './console-api'
import { machineApi } from './machine-api'
import { problemResponse } from './problem'
import { publicApi } from './public-api'

/**
 * The first segments of the paths that the front answers; everything else is Next's. The one-line route handlers under
 * `app/` mount the same applications, so any other Next host gives the same answers.
 */
const PREFIXES = [
  '/api/v1',
  '/api/console',
  '/api/health',
  '/oauth',
  '/.well-known',
  '/metrics',
  '/access',
  '/mcp',
] as const

/** All that machines, the console's own script and operators call over HTTP, as one application. */
export function createFront(): Hono {
  const front = new Hono()
  // Each application answers every path below its own prefix, refusals included.
  front.route('/', healthApi)
  front.route('/', publicApi)
  front.route('/', machineApi)
  front.route('/', consoleApi)
  // A prefix that is kept for a face that does not exist yet.
  front.all('*', () => problemResponse({ code: 'not_found' }))
  return front
}

/** Whether the front answers `path` (without query). Compared as sent: another case is another path. */
export function belongsToFront(path: string): boolean {
  return PREFIXES.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))
}
