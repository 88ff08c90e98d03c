import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DemoEnvironment } from './environment'
import { handOver } from './handover'
import { line, saying } from './line'
import { ApiProblem, MachineClient, type Proof } from './machine-client'
import { Memory, type Remembered } from './memory'
import type { Story } from './stories/story'
import { type RequestAnswer, requestAnswer, requestList, type Wish } from './wire'

/** Those that try things out with an API key; the others sign assertions. */
const WITH_API_KEY = ['support-agent', 'migrate-bot']
const POLL_SECONDS = 50
/** How long an agent looks for an executor before it lets the grant lapse. */
const HANDOVER_MS = 5 * 60_000

/** The demo's agents: each asks with its own credential, waits for the outcome and goes on from there. */
export class Crew {
  readonly #clients: ReadonlyMap<string, MachineClient>
  readonly #memory: Memory
  readonly #waiting = new Set<string>()
  readonly #running = new Set<Promise<void>>()

  constructor(
    private readonly environment: DemoEnvironment,
    private readonly signal: AbortSignal,
  ) {
    const { baseUrl, demo, folder } = environment
    this.#clients = new Map(
      demo.agents.map((agent) => {
        const proof: Proof = WITH_API_KEY.includes(agent.slug) ? 'api_key' : 'private_key_jwt'
        return [agent.slug, new MachineClient(baseUrl, agent, proof, signal)]
      }),
    )
    this.#memory = new Memory(folder)
  }

  /** How many requests wait for people. */
  get pending(): number {
    return this.#waiting.size
  }

  /** Takes up what an earlier run left: waits for what is pending, cancels what it no longer knows the action of. */
  async resume(): Promise<void> {
    for (const [agent, client] of this.#clients) {
      const { requests } = await client.call(requestList, {
        method: 'GET',
        path: '/api/v1/requests?status=pending&limit=50',
      })
      for (const request of requests) {
        const asked = this.#memory.recall(request.id)
        if (asked) this.#start(this.#follow(asked, request))
        else
          await client.call(requestAnswer, { method: 'POST', path: `/api/v1/requests/${request.id}/cancel`, body: {} })
      }
      if (requests.length > 0) line(agent, `still waits for ${requests.length} of its requests`)
    }
  }

  /** Asks for what the story says; what follows goes on by itself. An answer of no is part of the story, a fault is told. */
  async ask(story: Story, supersedes?: string): Promise<void> {
    const wish: Wish = supersedes ? { ...story.wish, supersedes } : story.wish
    try {
      const request = await this.#client(story.agent).call(requestAnswer, {
        method: 'POST',
        path: '/api/v1/requests',
        body: wish,
        idempotencyKey: randomUUID(),
      })
      this.#memory.remember(request.id, { agent: story.agent, says: story.says, wish })
      line(story.agent, `${supersedes ? 'asks again' : 'asks'} to ${story.says}: ${this.#standing(request)}`)
      this.#start(this.#follow({ agent: story.agent, says: story.says, wish }, request, story))
    } catch (error) {
      if (this.signal.aborted) throw error
      line(story.agent, `could not ask to ${story.says}: ${saying(error)}`)
    }
  }

  /** Resolves when everything that was under way has ended, after a stop. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running)
  }

  async #follow(asked: Remembered, first: RequestAnswer, story?: Story): Promise<void> {
    const client = this.#client(asked.agent)
    let request = first
    this.#waiting.add(request.id)
    try {
      while (request.status === 'pending') {
        const asked = performance.now()
        request = await client.call(requestAnswer, {
          method: 'GET',
          path: `/api/v1/requests/${request.id}`,
          wait: POLL_SECONDS,
        })
        // A server with too many long polls answers at once; then its word on when to come back counts.
        const early = request.status === 'pending' && performance.now() - asked < 1_000
        if (early) await sleep((request.poll_after_seconds ?? 5) * 1000, undefined, { signal: this.signal })
      }
    } finally {
      this.#waiting.delete(request.id)
    }
    if (first.status === 'pending') line(asked.agent, `${asked.says}: ${this.#standing(request)}`)
    if (request.status === 'approved') await this.#passOn(asked, request, story)
    else if (request.status === 'denied' && request.counter_proposal) {
      // A reviewer said what would be right, as data: it is asked for to the letter.
      await sleep(3_000 + Math.random() * 3_000, undefined, { signal: this.signal })
      const wish = { ...asked.wish, params: request.counter_proposal.params }
      await this.ask({ agent: asked.agent, says: `${asked.says}, as proposed`, wish }, request.id)
    } else if (request.status === 'denied' && story?.revised) {
      // An agent that thinks before it asks again.
      await sleep(8_000 + Math.random() * 12_000, undefined, { signal: this.signal })
      await this.ask(story.revised, request.id)
    }
  }

  /** Gives the token to the executor. One that was tampered with goes first, and the executor is refused. */
  async #passOn(asked: Remembered, request: RequestAnswer, story?: Story): Promise<void> {
    const { grant } = request
    if (!grant?.token) return line(asked.agent, `${asked.says}: the grant is ${grant?.status ?? 'not there'}`)
    const { action, resource, params, secret, executor } = asked.wish
    const given = {
      request_id: request.id,
      executor,
      grant: grant.token,
      action,
      resource,
      params,
      ...(secret ? { secret } : {}),
    }
    if (story?.tampered) {
      line(asked.agent, `is compromised and hands over something else: ${JSON.stringify(story.tampered.params)}`)
      await this.#handOver({ ...given, params: story.tampered.params })
      await sleep(3_000, undefined, { signal: this.signal })
    }
    await this.#handOver(given)
  }

  async #handOver(given: Parameters<typeof handOver>[1]): Promise<void> {
    const deadline = Date.now() + HANDOVER_MS
    for (let wait = 500; ; wait = Math.min(wait * 2, 15_000)) {
      try {
        return await handOver(this.environment.folder, given, this.signal)
      } catch (error) {
        if (this.signal.aborted) throw error
        if (Date.now() > deadline) return line(given.executor, `did not take ${given.request_id}: ${saying(error)}`)
        await sleep(wait, undefined, { signal: this.signal })
      }
    }
  }

  #standing(request: RequestAnswer): string {
    const why = request.reasons.map((reason) => reason.message).join(' ')
    if (request.status === 'denied') return `denied. ${why}`
    if (request.status === 'approved') return request.tier === 'approve' ? 'approved by people' : 'allowed by policy'
    if (request.status !== 'pending') return request.status
    const people = request.progress.needed === 1 ? 'one person' : `${request.progress.needed} people`
    return `waits for ${people}, code ${request.binding_code}: ${this.environment.baseUrl}/inbox/${request.id}`
  }

  #client(agent: string): MachineClient {
    const client = this.#clients.get(agent)
    if (!client) throw new Error(`there is no agent ${agent} in demo.json`)
    return client
  }

  #start(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => {
        if (this.signal.aborted) return
        const what = error instanceof ApiProblem && error.status === 404 ? 'the request is gone' : saying(error)
        line('agents', `gave up on a request: ${what}`)
      })
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }
}
