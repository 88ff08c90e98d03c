import { canonicalize, type Json } from '../canonical/json'

/** A wish as far as it is compared with others of the same action. */
export type Comparable = {
  resource: string
  executorId: string
  agentId: string
  params: { readonly [name: string]: Json }
}

/** The resource says most of what a wish is about; who asks and who acts say least. */
const WEIGHTS = { resource: 2, param: 1, agent: 0.5, executor: 0.5 } as const

/**
 * How different two wishes for the same action are: 0 is the same in every field, 1 different in all. Fields are compared in
 * a normal form, so that spelling and the size of numbers do not dominate: numbers by their ratio, texts by NFKC and case,
 * anything else by its canonical JSON.
 */
export function distance(a: Comparable, b: Comparable): number {
  const names = new Set([...Object.keys(a.params), ...Object.keys(b.params)])
  const parts = [
    [WEIGHTS.resource, fieldDistance(a.resource, b.resource)],
    [WEIGHTS.agent, a.agentId === b.agentId ? 0 : 1],
    [WEIGHTS.executor, a.executorId === b.executorId ? 0 : 1],
    ...[...names].map((name) => [WEIGHTS.param, fieldDistance(own(a.params, name), own(b.params, name))] as const),
  ] as const
  const weight = parts.reduce((sum, [w]) => sum + w, 0)
  return parts.reduce((sum, [w, d]) => sum + w * d, 0) / weight
}

/** The one that differs least; of equally near ones the first, so give newer ones first. Undefined when there is none. */
export function nearest<T extends Comparable>(to: Comparable, among: readonly T[]): T | undefined {
  let best: { wish: T; distance: number } | undefined
  for (const wish of among) {
    const found = distance(to, wish)
    if (best === undefined || found < best.distance) best = { wish, distance: found }
  }
  return best?.wish
}

function fieldDistance(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : 1
  if (typeof a === 'number' && typeof b === 'number') {
    const largest = Math.max(Math.abs(a), Math.abs(b))
    return largest === 0 ? 0 : Math.min(1, Math.abs(a - b) / largest)
  }
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : folded(a) === folded(b) ? 0.25 : 1
  return canonicalize(a) === canonicalize(b) ? 0 : 1
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function own(params: Comparable['params'], name: string): Json | undefined {
  return Object.hasOwn(params, name) ? params[name] : undefined
}
