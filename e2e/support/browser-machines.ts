import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { MachineClient } from '@/demo/machine-client'
import { type RequestAnswer, requestAnswer, type Wish } from '@/demo/wire'
import type { DemoFile, DemoMachine } from '@/prisma/seed/demo-file'

const problem = z.looseObject({ code: z.string().optional() })
export type Answer = { status: number; code: string | undefined; body: z.output<typeof problem> }

/** Agents and executors of the demo, over HTTP with their own credentials and nothing else. */
export class Machines {
  constructor(
    private readonly baseUrl: string,
    private readonly demo: DemoFile,
  ) {}

  /** An agent asks; the answer must be a request. */
  ask(agent: string, wish: Wish): Promise<RequestAnswer> {
    return this.#client(agent).call(requestAnswer, {
      method: 'POST',
      path: '/api/v1/requests',
      body: wish,
      idempotencyKey: randomUUID(),
    })
  }

  /** The agent looks at its request; with `wait`, it is told within that many seconds when it changes. */
  look(agent: string, id: string, wait?: number): Promise<RequestAnswer> {
    return this.#client(agent).call(requestAnswer, {
      method: 'GET',
      path: `/api/v1/requests/${id}`,
      ...(wait === undefined ? {} : { wait }),
    })
  }

  /** One call with the API key, whatever the answer. */
  async call(slug: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.baseUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#machine(slug).api_key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const said = problem.parse(await response.json())
    return { status: response.status, code: said.code, body: said }
  }

  #machine(slug: string): DemoMachine {
    const found = [...this.demo.agents, ...this.demo.executors].find((machine) => machine.slug === slug)
    if (!found) throw new Error(`there is no ${slug} in the demo`)
    return found
  }

  #client(slug: string): MachineClient {
    return new MachineClient(this.baseUrl, this.#machine(slug), 'private_key_jwt', AbortSignal.timeout(60_000))
  }
}
