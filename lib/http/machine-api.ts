import { Hono } from 'hono'
import { checkpoint, consistency, entries, inclusion } from '@/lib/audit/routes'
import { codeCheck, codeDiff, codeFiles, codePropose } from '@/lib/boundaries/routes-code'
import { now } from '@/lib/directory/current'
import { complete, heartbeat } from '@/lib/executions/routes'
import { redeem, reissue, revoke } from '@/lib/grants/routes'
import { cancel, evaluate, list, read, submit } from '@/lib/requests/routes'
import { answers } from '@/lib/triage/routes-agent'
import { catalogue } from '@/lib/workflows/routes'
import { onFault } from './faults'
import { addressOf, countAddress } from './fences'
import { machineOf } from './machine-auth'
import { type MachineRoute, machineRoute } from './machine-route'
import { openApiDocument } from './openapi'
import { problemResponse } from './problem'
import { honoPath, methodsAt } from './route-table'
import { neverStored, securityHeaders } from './security-headers'

export const MACHINE_BASE = '/api/v1'
export const OPENAPI_PATH = '/openapi.json'

/** Everything that machines may call. No person's session opens any of it (DESIGN 3.3). */
export const machineRoutes: readonly MachineRoute[] = [
  machineRoute('POST', '/requests', ['agent'], submit),
  machineRoute('GET', '/requests', ['agent'], list),
  machineRoute('GET', '/requests/{id}', ['agent'], read),
  machineRoute('POST', '/requests/{id}/cancel', ['agent'], cancel),
  machineRoute('POST', '/requests/{id}/answers', ['agent'], answers),
  machineRoute('POST', '/requests/{id}/grant', ['agent'], reissue),
  machineRoute('POST', '/evaluate', ['agent'], evaluate),
  machineRoute('GET', '/catalogue', ['agent'], catalogue),
  machineRoute('POST', '/grants/redeem', ['executor'], redeem),
  machineRoute('POST', '/grants/{id}/revoke', ['agent', 'executor'], revoke),
  machineRoute('POST', '/executions/{id}/heartbeat', ['executor'], heartbeat),
  machineRoute('POST', '/executions/{id}/complete', ['executor'], complete),
  machineRoute('GET', '/log/checkpoint', ['auditor'], checkpoint),
  machineRoute('GET', '/log/entries', ['auditor'], entries),
  machineRoute('GET', '/log/proof/inclusion', ['auditor'], inclusion),
  machineRoute('GET', '/log/proof/consistency', ['auditor'], consistency),
  machineRoute('GET', '/boundaries/{slug}/files', ['pipeline'], codeFiles),
  machineRoute('POST', '/boundaries/{slug}/check', ['pipeline'], codeCheck),
  machineRoute('POST', '/boundaries/{slug}/diff', ['pipeline'], codeDiff),
  machineRoute('POST', '/boundaries/{slug}/propose', ['pipeline'], codePropose),
]

/** The machine API as a Web-standard application: mounted by the server in front of Next, and by a Next route handler. */
export const machineApi = new Hono().basePath(MACHINE_BASE)

machineApi.onError(onFault)
machineApi.use(securityHeaders, neverStored)
machineApi.use(async (c, next) => {
  const allowed = countAddress(addressOf(c))
  return allowed.ok ? next() : problemResponse(allowed.refusal)
})

machineApi.get(OPENAPI_PATH, (c) => c.json(openApiDocument(machineRoutes)))

for (const route of machineRoutes) {
  machineApi.on(route.method, honoPath(route.path), async (c) => {
    const at = await now()
    const actor = await machineOf(c.req.raw, addressOf(c), at)
    if (!actor.ok) return problemResponse(actor.refusal)
    return route.serve(
      { request: c.req.raw, now: at, path: c.req.param(), route: `${route.method} ${route.path}` },
      actor.value,
    )
  })
}

// Last, and a route of its own, because a mounted application's own notFound is never asked.
machineApi.all('*', (c) => {
  const path = c.req.path.slice(MACHINE_BASE.length)
  const allow = methodsAt([...machineRoutes, { method: 'GET', path: OPENAPI_PATH }], path)
  return problemResponse(allow.length > 0 ? { code: 'method_not_allowed', allow } : { code: 'not_found' })
})
