import { AsyncLocalStorage } from 'node:async_hooks'
import type { SaidIn } from '@/lib/core/language/said'

const spoken = new AsyncLocalStorage<SaidIn>()

/** Runs a call of a person: what is read and refused on the way is said in this language. */
export function speakingIn<T>(language: SaidIn, body: () => T): T {
  return spoken.run(language, body)
}

/**
 * The language of this call; null where the answer is for machines, which read English whatever they send. It follows the
 * call by itself, so that no office has to hand it on and none can forget it.
 */
export function answerLanguage(): SaidIn | null {
  return spoken.getStore() ?? null
}

/** What a read says its sentences in: the language of the person who asks, else English. */
export function sayingIn(): SaidIn {
  return answerLanguage() ?? 'en'
}
