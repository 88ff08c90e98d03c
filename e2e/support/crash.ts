import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { program } from '@/scripts/programs.mjs'
import { manyRequests } from './many-requests'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ready = z.object({ port: z.number() })

type Running = { readonly child: ChildProcess; readonly address: string }

/**
 * A server that can be killed at any moment: another process stands by and takes over, as behind a load balancer, and the
 * next one is started at once. Its address changes with each kill.
 */
export class MortalServer {
  private active: Running | null = null
  private standby: Promise<Running> | null = null

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  /** Starts it; resolves when it serves. */
  async start(): Promise<void> {
    this.active = await this.boot()
    this.standby = this.boot()
  }

  /** Resolves when another process stands by. */
  async ready(): Promise<void> {
    await this.standby
  }

  /** kill -9; calls in flight break off. Resolves when the process is gone and the next one serves. */
  async kill(): Promise<void> {
    const { active, standby } = this
    if (!active || !standby) throw new Error('not started')
    active.child.kill('SIGKILL')
    this.active = await standby
    this.standby = this.boot()
    await end(active)
  }

  async stop(): Promise<void> {
    const running = [this.active, await this.standby]
    for (const each of running) if (each) await end(each)
  }

  /** One call, to whatever process is up. Rejects when the process dies before it has answered in full. */
  async call(
    method: string,
    path: string,
    key: string,
    body: unknown,
    idempotencyKey: string,
  ): Promise<{ status: number; body: unknown; replayed: boolean }> {
    if (!this.active) throw new Error('not started')
    const answer = await fetch(`${this.active.address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    return {
      status: answer.status,
      body: await answer.json(),
      replayed: answer.headers.get('idempotency-replayed') === 'true',
    }
  }

  private async boot(): Promise<Running> {
    const child = spawn(process.execPath, program('e2e/support/crash-server.ts'), {
      cwd: root,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'error', ...manyRequests, ...this.environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    for await (const line of createInterface({ input: child.stdout })) {
      const parsed = line.startsWith('{"port"') ? ready.safeParse(JSON.parse(line)) : null
      if (parsed?.success) return { child, address: `http://127.0.0.1:${parsed.data.port}` }
    }
    throw new Error('the server ended before it served')
  }
}

async function end({ child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
