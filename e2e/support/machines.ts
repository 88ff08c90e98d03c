import { z } from 'zod'
import { call, type World } from '@/e2e/api/world'
import { machineApi } from '@/lib/http/machine-api'
import type { DemoMachine } from '@/prisma/seed/demo-file'
import { amounts, refundOf } from './boundary'
import { approve, type Shown, type Signer, shown } from './people'

/** What an agent gets back, as far as tests read it. */
export const asked = z.looseObject({
  id: z.string(),
  status: z.string(),
  tier: z.string(),
  digest: z.string(),
  progress: z.object({ needed: z.number(), given: z.number() }),
  reasons: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  grant: z.object({ id: z.string(), token: z.string().nullable(), status: z.string() }).nullable(),
})
const execution = z.object({
  execution: z.object({ id: z.string(), lease_expires_at: z.string(), outcome: z.string().nullable() }),
  request: z.object({ id: z.string(), digest: z.string() }),
})

export type Wish = ReturnType<typeof refundOf>
type Headers = Record<string, string>

/** Calls the machine API. */
export function api(
  method: string,
  path: string,
  as: DemoMachine,
  json?: unknown,
  headers: Headers = {},
): Promise<Response> {
  return call(machineApi, method, `/api/v1${path}`, { as, headers, ...(json !== undefined && { json }) })
}

/** The agent asks; the answer must be a request. */
export async function ask(world: World, wish: unknown, headers: Headers = {}) {
  const answer = await api('POST', '/requests', world.agent, wish, headers)
  const body: unknown = await answer.json()
  if (answer.status > 202) throw new Error(`asking answered ${answer.status} ${JSON.stringify(body)}`)
  return asked.parse(body)
}

/** The agent looks at its request. */
export async function look(world: World, id: string) {
  return asked.parse(await (await api('GET', `/requests/${id}`, world.agent)).json())
}

/** A pending request of this amount. */
export async function pending(
  world: World,
  amount: number,
  over: Record<string, unknown> = {},
): Promise<Shown & { wish: Wish }> {
  const wish = refundOf(amount, over)
  const { id, status } = await ask(world, wish)
  if (status !== 'pending') throw new Error(`${id} is ${status}`)
  return { ...(await shown(world, id)), wish }
}

/** A grant with what it is for. */
export interface Granted {
  readonly requestId: string
  readonly grantId: string
  readonly token: string
  readonly wish: Wish
}

/** A grant that policy alone gives. */
export async function granted(world: World, over: Record<string, unknown> = {}): Promise<Granted> {
  const wish = refundOf(amounts.policy, over)
  return grantOf(await ask(world, wish), wish)
}

/** A grant that these people gave, signing. */
export async function grantedBy(
  world: World,
  amount: number,
  people: readonly Signer[],
  over: Record<string, unknown> = {},
): Promise<Granted> {
  const request = await pending(world, amount, over)
  for (const person of people) {
    const answer = await approve(person, request)
    if (answer.status !== 200) throw new Error(`approving answered ${answer.status} ${await answer.text()}`)
  }
  return grantOf(await look(world, request.id), request.wish)
}

function grantOf(request: z.output<typeof asked>, wish: Wish): Granted {
  if (!request.grant?.token) throw new Error(`${request.id} is ${request.status} and has no token`)
  return { requestId: request.id, grantId: request.grant.id, token: request.grant.token, wish }
}

/** What the executor presents to redeem. */
export function presented(grant: Granted, over: Record<string, unknown> = {}) {
  const { action, resource, params } = grant.wish
  return { grant: grant.token, action, resource, params, ...over }
}

/** The executor redeems. */
export function redeem(
  world: World,
  grant: Granted,
  over: Record<string, unknown> = {},
  headers: Headers = {},
): Promise<Response> {
  return api('POST', '/grants/redeem', world.executor, presented(grant, over), headers)
}

/** The executor redeems and gets an execution. */
export async function executionOf(world: World, grant: Granted): Promise<z.output<typeof execution>> {
  const answer = await redeem(world, grant)
  const body: unknown = await answer.json()
  if (answer.status !== 200) throw new Error(`redeeming answered ${answer.status} ${JSON.stringify(body)}`)
  return execution.parse(body)
}
