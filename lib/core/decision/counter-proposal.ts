import { canonicalize, type Json } from '../canonical/json'
import type { FieldError } from '../refusal'

/**
 * One thing that a reviewer would have otherwise, for the agent's next request. `pointer` names a param of the request
 * (`/params/amount`); a limit is for numbers only.
 */
export type ProposedChange =
  | { pointer: string; op: 'set'; value: Json }
  | { pointer: string; op: 'at_most' | 'at_least'; value: number }
  | { pointer: string; op: 'remove' }

/** What a denial with `next_action: "revise"` asks for instead (DESIGN 1). Never applied by us: the agent asks anew. */
export type CounterProposal = { changes: readonly ProposedChange[] }

type Params = { readonly [name: string]: Json }

/**
 * Checks a counter-proposal against what was asked. Refuses what names no param of the action, names one twice, or would
 * change nothing. Whether the result fits the action's schema is for the schema's own checker (`proposedParams`).
 */
export function proposalFaults({ changes }: CounterProposal, params: Params, names: ReadonlySet<string>): FieldError[] {
  const seen = new Set<string>()
  return changes.flatMap((change, at): FieldError[] => {
    const pointer = `/counter_proposal/changes/${at}`
    const name = paramOf(change.pointer)
    if (name === null || !names.has(name))
      return [{ pointer: `${pointer}/pointer`, detail: 'must name one param of this action, such as /params/amount' }]
    if (seen.has(name)) return [{ pointer: `${pointer}/pointer`, detail: 'is proposed twice' }]
    seen.add(name)
    const before = Object.hasOwn(params, name) ? params[name] : undefined
    if ((change.op === 'at_most' || change.op === 'at_least') && before !== undefined && typeof before !== 'number')
      return [{ pointer: `${pointer}/op`, detail: 'is for numbers only' }]
    const after = changed(before, change)
    return same(before, after) ? [{ pointer: `${pointer}/value`, detail: 'is what was asked already' }] : []
  })
}

/**
 * The params as they would be if the agent followed the proposal to the letter: given values are set, a limit is set where
 * the present value is beyond it. What the agent is told to ask with, unless it knows better.
 */
export function proposedParams(params: Params, { changes }: CounterProposal): { [name: string]: Json } {
  const after: { [name: string]: Json } = { ...params }
  for (const change of changes) {
    const name = paramOf(change.pointer)
    if (name === null) continue
    const value = changed(Object.hasOwn(params, name) ? params[name] : undefined, change)
    if (value === undefined) delete after[name]
    else after[name] = value
  }
  return after
}

/** Which change an error of the schema's checker is about; the proposal as a whole when it is about none. */
export function blameChange({ changes }: CounterProposal, error: FieldError): FieldError {
  const at = changes.findIndex(({ pointer }) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))
  const op = changes[at]?.op
  return {
    pointer: at < 0 ? '/counter_proposal' : `/counter_proposal/changes/${at}/${op === 'remove' ? 'op' : 'value'}`,
    detail: at < 0 ? `${error.pointer} ${error.detail}` : error.detail,
  }
}

/** The name in `/params/<name>`; null for anything deeper or elsewhere. */
export function paramOf(pointer: string): string | null {
  const found = /^\/params\/([^/]+)$/.exec(pointer)?.[1]
  return found === undefined ? null : found.replaceAll('~1', '/').replaceAll('~0', '~')
}

function changed(before: Json | undefined, change: ProposedChange): Json | undefined {
  switch (change.op) {
    case 'remove':
      return undefined
    case 'set':
      return change.value
    case 'at_most':
      return typeof before === 'number' ? Math.min(before, change.value) : change.value
    case 'at_least':
      return typeof before === 'number' ? Math.max(before, change.value) : change.value
  }
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonicalize(a) === canonicalize(b)
}
