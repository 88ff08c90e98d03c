import type { Actor } from '@/lib/core/actor'

/** What every verb is called with: who, when (the database's clock as this process knows it) and how often. */
export type VerbContext<A extends Actor = Actor> = { actor: A; now: Date; idempotency: Idempotency | null }
export type Idempotency = { route: string; key: string; bodyDigest: string }

export type AgentActor = Extract<Actor, { kind: 'agent' }>
export type ExecutorActor = Extract<Actor, { kind: 'executor' }>

/** What a verb answers at the HTTP edge; `replayed` when it is the stored answer to the same Idempotency-Key. */
export type Answer<T> = { status: number; body: T; replayed: boolean }
