/**
 * The demo's executors, one process: takes tokens from agents, redeems each for exactly the action that it is about to
 * run, does the work in the sandbox and reports the outcome with a digest of the result. Knows the public API only.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import { findDemo, untilStopped } from './environment'
import { type HandoverDesk, openDesk } from './handover'
import { line, saying } from './line'
import { ApiProblem, MachineClient } from './machine-client'
import { openSandbox, type Sandbox } from './sandbox'
import type { Result } from './sandbox/handler'
import { WorkRefused } from './sandbox/handler'
import { executionAnswer, type Handover } from './wire'

/** A third of the shortest lease, so that two lost heartbeats do no harm. */
const HEARTBEAT_MS = 60_000
/** Long enough to be seen on the grants page, short enough not to bore. */
const WORK_SHOWN_MS = 1_500

async function run(signal: AbortSignal): Promise<void> {
  const { baseUrl, demo, folder } = await findDemo(process.env, signal)
  const sandbox = await openSandbox({ url: await sandboxUrl(folder, signal), folder })
  const clients = new Map(
    demo.executors.map((executor, n) => [
      executor.slug,
      new MachineClient(baseUrl, executor, n % 2 === 0 ? 'private_key_jwt' : 'api_key', signal),
    ]),
  )
  const working = new Set<Promise<void>>()
  let desk: HandoverDesk | undefined
  try {
    for (const [slug, client] of clients) await reportUnfinished(sandbox, slug, client)
    desk = await openDesk(folder, (given) => {
      const client = clients.get(given.executor)
      if (!client) return line(given.executor, 'is not an executor here')
      const work = execute(sandbox, client, given, signal)
        .catch((error: unknown) => line(given.executor, `stopped: ${saying(error)}`))
        .finally(() => working.delete(work))
      working.add(work)
    })
    line('executors', `${[...clients.keys()].join(', ')} are ready; the sandbox is in ${folder}`)
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    await desk?.close()
    await Promise.allSettled(working)
    await sandbox.close()
  }
}

/** One handover from token to report. */
async function execute(sandbox: Sandbox, client: MachineClient, given: Handover, signal: AbortSignal): Promise<void> {
  // 1. A grant held back for a few seconds of grace is not used before its time.
  const wait = (decodeJwt(given.grant).nbf ?? 0) * 1000 - Date.now()
  if (wait > 0) await sleep(Math.min(wait, 120_000) + 250, undefined, { signal })
  // 2. Redeem for exactly what will be run. The key is the token's, so a lost answer is given again and never twice.
  const { action, resource, params, secret, grant } = given
  const redeemed = await client
    .call(executionAnswer, {
      method: 'POST',
      path: '/api/v1/grants/redeem',
      body: { grant, action, resource, params, ...(secret ? { secret } : {}) },
      idempotencyKey: digest({ grant, action, resource, params, secret: secret ?? null }),
    })
    .catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error
      line(given.executor, `may not run ${action} on ${resource}: ${error.message}`)
      return null
    })
  if (!redeemed) return
  const executionId = redeemed.execution.id
  await sandbox.begin({ executionId, executor: given.executor, requestId: redeemed.request.id })
  // 3. Work, with signs of life.
  const beating = new AbortController()
  const heart = beat(client, executionId, AbortSignal.any([signal, beating.signal]))
  try {
    await sleep(WORK_SHOWN_MS, undefined, { signal })
    const { result } = await sandbox.perform({ executionId, requestId: redeemed.request.id, action, resource, params })
    line(given.executor, `did ${action} on ${resource}: ${JSON.stringify(result)}`)
    await report(client, executionId, 'succeeded', JSON.stringify(result), result)
  } catch (error) {
    if (signal.aborted) throw error
    const why = error instanceof WorkRefused ? error.message : `the work failed and was undone: ${saying(error)}`
    line(given.executor, `could not do ${action} on ${resource}: ${why}`)
    await report(client, executionId, 'failed', why, null)
  } finally {
    beating.abort()
    await heart
  }
  await sandbox.reported(executionId)
}

/** 4. What happened, with a digest of the result as evidence. An outcome that the server already has is not an error. */
async function report(
  client: MachineClient,
  id: string,
  outcome: 'succeeded' | 'failed',
  detail: string,
  result: Result | null,
) {
  try {
    await client.call(z.unknown(), {
      method: 'POST',
      path: `/api/v1/executions/${id}/complete`,
      body: { outcome, detail: detail.slice(0, 4_000), ...(result ? { evidence_digest: digest(result) } : {}) },
      idempotencyKey: `complete-${id}`,
    })
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409) throw error
    line('executors', `${id} was not reported: ${error.message}`)
  }
}

/** What an earlier run left open: done work is reported as done, work that never happened as failed. Nothing is run again. */
async function reportUnfinished(sandbox: Sandbox, slug: string, client: MachineClient): Promise<void> {
  for (const { executionId, result } of await sandbox.unreported(slug)) {
    const detail = result ? JSON.stringify(result) : 'The executor was stopped before it began; nothing was changed.'
    await report(client, executionId, result ? 'succeeded' : 'failed', detail, result)
    await sandbox.reported(executionId)
    line(slug, `reported ${executionId}, which an earlier run left open`)
  }
}

async function beat(client: MachineClient, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await sleep(HEARTBEAT_MS, undefined, { signal })
      await client.call(z.unknown(), { method: 'POST', path: `/api/v1/executions/${id}/heartbeat` })
    } catch (error) {
      if (signal.aborted) return
      line('executors', `heartbeat of ${id} failed: ${saying(error)}`)
    }
  }
}

/** From the environment, else from the file that the server's demo set-up wrote. */
async function sandboxUrl(folder: string, signal: AbortSignal): Promise<string> {
  if (process.env.COUNTERSIGN_SANDBOX_URL) return process.env.COUNTERSIGN_SANDBOX_URL
  const path = join(folder, 'database.json')
  while (!existsSync(path)) await sleep(500, undefined, { signal })
  return z.object({ url: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).url
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

const signal = untilStopped()
run(signal).then(
  () => process.exit(0),
  (error: unknown) => {
    if (signal.aborted) process.exit(0)
    process.stderr.write(`demo executor: ${saying(error)}\n`)
    process.exit(1)
  },
)
