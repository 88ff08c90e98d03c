import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { type TestDatabase, useDatabase } from '@/e2e/support/database'
import { BASE } from '@/e2e/support/demo-template'
import { handleAuth } from '@/lib/identity/next-auth'
import { newId } from '@/lib/platform/ids'
import type { DemoFile, DemoMachine } from '@/prisma/seed/demo-file'

export type World = {
  db: TestDatabase
  file: DemoFile
  agent: DemoMachine
  otherAgent: DemoMachine
  executor: DemoMachine
  otherExecutor: DemoMachine
  auditor: DemoMachine
  pipeline: DemoMachine
}

/** The demo organisation in a database of this file's own, and its machines. Call it once, at the top. */
export async function useWorld(): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-api-'))
  process.env.COUNTERSIGN_DATA_DIR = dataDir
  process.env.COUNTERSIGN_BASE_URL = BASE
  // For demo sign-in: a session in one step, through the very routes that a browser takes.
  process.env.COUNTERSIGN_DEMO = '1'
  process.env.LOG_LEVEL ??= 'warn'
  const { template, file } = inject('demo')
  const db = await useDatabase(template)
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
  const named = (machines: readonly DemoMachine[], slug: string) => {
    const found = machines.find((machine) => machine.slug === slug)
    if (!found) throw new Error(`the demo has no ${slug}`)
    return found
  }
  return {
    db,
    file,
    agent: named(file.agents, 'billing-agent'),
    otherAgent: named(file.agents, 'support-agent'),
    executor: named(file.executors, 'refund-runner'),
    otherExecutor: named(file.executors, 'db-runner'),
    auditor: named(file.auditors, 'evidence-feed'),
    pipeline: named(file.pipelines, 'boundaries-repository'),
  }
}

export type Fetches = { fetch: (request: Request) => Response | Promise<Response> }

/** A call to an application as machine `as` (its API key), as raw text or JSON. */
export async function call(
  app: Fetches,
  method: string,
  path: string,
  options: {
    as?: DemoMachine
    json?: unknown
    text?: BodyInit
    headers?: Record<string, string>
    signal?: AbortSignal
  } = {},
): Promise<Response> {
  const headers = new Headers(options.headers)
  if (options.as) headers.set('authorization', `Bearer ${options.as.api_key}`)
  const body = options.text ?? (options.json === undefined ? null : JSON.stringify(options.json))
  if (body !== null && !headers.has('content-type')) headers.set('content-type', 'application/json')
  return app.fetch(
    new Request(`${BASE}${path}`, { method, headers, body, ...(options.signal && { signal: options.signal }) }),
  )
}

/** Wishes on the demo's payments workflow, by the consent that they need. */
export const wishes = {
  allow: {
    workflow: 'payments',
    action: 'payments.read_ledger',
    resource: 'ledger:refunds',
    params: { days: 7 },
    executor: 'refund-runner',
  },
  approve: {
    workflow: 'payments',
    action: 'payments.refund',
    resource: 'charge:ch_1042',
    params: { amount: 12_000, currency: 'EUR', reason: 'damaged_goods' },
    executor: 'refund-runner',
  },
  deny: {
    workflow: 'payments',
    action: 'payments.refund',
    resource: 'charge:ch_1042',
    params: { amount: 2_000_000, currency: 'EUR', reason: 'damaged_goods' },
    executor: 'refund-runner',
  },
} as const

/** An id that nobody has. */
export function absentId(prefix: 'req' | 'grt' | 'exe'): string {
  return newId(prefix)
}

/** Signs a person of the demo in, as a browser does, and gives the cookies that it then sends. */
export async function signIn(world: World, emailStart: string): Promise<{ id: string; cookie: string }> {
  const person = world.file.people.find(({ email }) => email.startsWith(emailStart))
  if (!person) throw new Error(`the demo has no ${emailStart}`)
  const headers = { host: 'localhost:3000', origin: BASE }
  const token = await handleAuth(new Request(`${BASE}/api/auth/csrf`, { headers }))
  const { csrfToken } = await token.json()
  const form = new URLSearchParams({ csrfToken, person_id: person.id, json: 'true' })
  const cookie = cookiesOf(token)
  const answer = await handleAuth(
    new Request(`${BASE}/api/auth/callback/demo`, {
      method: 'POST',
      headers: { ...headers, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    }),
  )
  const session = cookiesOf(answer)
  if (!session.includes('session-token=')) throw new Error(`sign-in answered ${answer.status} ${await answer.text()}`)
  return { id: person.id, cookie: session }
}

/** What a page of the console sends along with a write. */
export const fromConsole = { origin: BASE, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}
