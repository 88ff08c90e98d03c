import { type Context, Hono } from 'hono'
import type { PersonActor } from '@/lib/core/actor'
import { maySee } from '@/lib/core/request/visibility'
import { currentDirectory, now } from '@/lib/directory/current'
import { authenticatePerson } from '@/lib/identity/person'
import { type ConsoleEnv, peopleApi, signInApi } from '@/lib/people/routes'
import { inTheirLanguage } from './answer-language'
import { refusalAtGate } from './console-gate'
import { consoleRoutes, EVENTS } from './console-routes'
import { openEvents } from './events'
import { onFault } from './faults'
import { addressOf, countAddress, countCredential } from './fences'
import { problemResponse } from './problem'
import { honoPath, methodsAt } from './route-table'
import { neverStored, securityHeaders } from './security-headers'

export const CONSOLE_BASE = '/api/console'

/** The console API as a Web-standard application: mounted by the server in front of Next, and by a Next route handler. */
export const consoleApi = new Hono<ConsoleEnv>().basePath(CONSOLE_BASE)

consoleApi.onError(onFault)
consoleApi.use(inTheirLanguage, securityHeaders, neverStored)

// 1. Not too often, of the right kind, from our own pages, and something that is in the table: mounted applications
//    answer nowhere else, whatever routes they have.
consoleApi.use(async (c, next) => {
  const allowed = countAddress(addressOf(c))
  if (!allowed.ok) return problemResponse(allowed.refusal)
  const refusal = refusalAtGate(c.req.raw)
  if (refusal) return problemResponse(refusal)
  const methods = methodsAt(consoleRoutes, c.req.path.slice(CONSOLE_BASE.length))
  if (methods.length === 0) return problemResponse({ code: 'not_found' })
  return methods.includes(c.req.method) ? next() : problemResponse({ code: 'method_not_allowed', allow: methods })
})

// 2. Who it is, for every row that is not open to everybody; then the row's operation.
for (const route of consoleRoutes) {
  if (route.who === 'public') continue
  consoleApi.on(route.method, honoPath(route.path), async (c, next) => {
    const person = await authenticatePerson(c.req.raw.headers)
    if (!person.ok) return problemResponse(person.refusal)
    const allowed = countCredential(person.value.sessionId)
    if (!allowed.ok) return problemResponse(allowed.refusal)
    c.set('actor', person.value)
    if (route.serve === null) return next()
    return route.serve(
      { request: c.req.raw, now: await now(), path: c.req.param(), route: `${route.method} ${route.path}` },
      person.value,
    )
  })
}

// 3. The mounted applications.
// HEAD is answered without a stream: nobody would ever read or close it.
consoleApi.get(EVENTS, (c) => (c.req.method === 'HEAD' ? c.body(null) : listen(c, c.get('actor'))))
consoleApi.route('/', signInApi)
consoleApi.route('/', peopleApi)

function listen(c: Context, actor: PersonActor): Response {
  const headers = new Headers(c.req.raw.headers)
  return openEvents(c, {
    sessionId: actor.sessionId,
    admit: async () => {
      const person = await authenticatePerson(headers)
      if (!person.ok) return null
      const directory = await currentDirectory()
      return ({ change, seen }) => {
        if (change.kind === 'session') return change.id === actor.sessionId
        // That something of a noun changed tells nothing of it; what it is, its own read says to whom it may.
        if (change.kind === 'config') return true
        if (change.kind === 'notice') return change.id === actor.id
        return change.kind === 'log' || (seen !== null && maySee(actor.id, seen, directory))
      }
    },
  })
}
