import { setTimeout as sleep } from 'node:timers/promises'
import { Prisma } from '@/prisma/generated/client'
import { type Db, prisma, type Tx } from './prisma'

export type { Db, Tx } from './prisma'

export interface TransactionOptions {
  /** How often a transaction that lost a race (40001, 40P01) is run again; 3 unless told, 10 at most. */
  readonly retries?: number
  /** Milliseconds that the whole transaction may take once it has begun; 15,000 unless told. */
  readonly timeoutMs?: number
}

/**
 * Runs `fn` in one READ COMMITTED transaction and commits when it returns; a throw rolls back and is passed on.
 * Serialisation failures and deadlocks roll back and run `fn` again from the start, so `fn` does nothing that a
 * rollback would not undo. READ COMMITTED, because every rule is enforced under a row lock or in the statement that
 * acts, and a fresh snapshot after the lock is what makes the check true.
 */
export async function inTransaction<T>(fn: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  const retries = Math.min(options.retries ?? 3, 10)
  for (let attempt = 0; ; attempt++) {
    try {
      return await prisma().$transaction(fn, {
        isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
        maxWait: 10_000,
        timeout: options.timeoutMs ?? 15_000,
      })
    } catch (error) {
      if (attempt >= retries || !lostARace(error)) throw error
      // Spread the losers, or they meet again.
      await sleep(Math.random() * 20 * 2 ** attempt)
    }
  }
}

/** For verbs whose whole effect is one statement, which is a transaction by itself; and for what they read before it. */
export function autocommit(): Db {
  return prisma()
}

/** True for a serialisation failure (40001) or a deadlock (40P01), however the client wrapped it. */
export function lostARace(error: unknown): boolean {
  return hasCode(error, RACE_CODES)
}

/** True for a unique violation (23505), however the client wrapped it. */
export function violatesUnique(error: unknown): boolean {
  return hasCode(error, UNIQUE_CODES)
}

/** True when a CHECK or a trigger of the law refused (23514), however the client wrapped it. */
export function violatesCheck(error: unknown): boolean {
  return hasCode(error, CHECK_CODES)
}

/** The code may sit on the error, on one of its causes, or in what Prisma keeps of its driver's error. */
function hasCode(error: unknown, codes: ReadonlySet<unknown>): boolean {
  for (let e: unknown = error, depth = 0; typeof e === 'object' && e !== null && depth < 6; depth++) {
    if (codes.has(Reflect.get(e, 'code')) || codes.has(Reflect.get(e, 'originalCode'))) return true
    const meta: unknown = Reflect.get(e, 'meta')
    if (
      typeof meta === 'object' &&
      meta !== null &&
      (codes.has(Reflect.get(meta, 'code')) || hasCode(Reflect.get(meta, 'driverAdapterError'), codes))
    )
      return true
    e = Reflect.get(e, 'cause')
  }
  return false
}

/** SQLSTATE serialization_failure and deadlock_detected, and the one code that Prisma gives to both. */
const RACE_CODES: ReadonlySet<unknown> = new Set(['40001', '40P01', 'P2034'])
/** SQLSTATE unique_violation and Prisma's code for it. */
const UNIQUE_CODES: ReadonlySet<unknown> = new Set(['23505', 'P2002'])
/** SQLSTATE check_violation. */
const CHECK_CODES: ReadonlySet<unknown> = new Set(['23514'])
