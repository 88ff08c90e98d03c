import { type BatchLine, batchDigest, batchSays } from '../batch/signed'
import { digestOf } from '../canonical/digest'
import type { Json, JsonObject } from '../canonical/json'
import { Finding, type Step } from './finding'
import type { Leaf } from './leaf'

/** A list as its entry has it, and which of its places were decided so far. */
type List = { at: number; person: string; signed: boolean; passkey: Json; lines: BatchLine[]; decided: Set<number> }

/** Decisions of a batch are taken for three minutes only; a list older than this is not asked for any more. */
const KEPT_MS = 3_600_000
const MEMBERS = [
  'digest',
  'presentation_digest',
  'request_id',
  'statement',
  'verb',
] as const satisfies readonly (keyof BatchLine)[]

/**
 * Checks batches on the way through the log (decision 0016): the list is what was signed, by this person and in this order,
 * and every decision that names it stands in it, once and word for word. So a log that was written anew, with numbers,
 * root and checkpoint that fit, does not pass with a list that was touched. The passkey's own signature is not in the log,
 * for a batch as for a single decision: only the digest of what was signed, and which passkey did it.
 */
export class BatchWalk {
  private readonly lists = new Map<string, List>()
  private readonly finding = new Finding(
    'leaves.batches',
    'every decision of a batch stands in the list that was signed',
  )
  private first: number | null = null
  private seen = 0

  add(leaf: Leaf): void {
    this.first ??= leaf.index
    if (leaf.entry.type === 'batch.recorded') this.addList(leaf)
    if (leaf.entry.type === 'decision.recorded' && leaf.entry.facts.batch !== undefined) this.addDecision(leaf)
  }

  /** Nothing where no batch was seen. */
  steps(): Step[] {
    return this.seen === 0 ? [] : [this.finding.step()]
  }

  private addList({ index, entry }: Leaf): void {
    this.seen++
    const id = entry.subject.batch_id ?? ''
    const at = Date.parse(entry.at)
    const { kind, count, items, items_digest, passkey = null } = entry.facts
    const lines = linesOf(items)
    if (lines === null) {
      this.finding.fail('the list of the batch is malformed', index)
      return
    }
    if (count !== lines.length || items_digest !== batchDigest(lines))
      this.finding.fail('the list of the batch is not the one that its digest is of', index)
    if (kind !== 'denials' && entry.facts.statement !== signedDigest(entry.actor.id, entry.facts, lines))
      this.finding.fail('the list of the batch is not the one that was signed', index)
    if (this.lists.has(id)) this.finding.fail('the batch is there twice', index)
    for (const [old, list] of this.lists) if (list.at < at - KEPT_MS) this.lists.delete(old)
    this.lists.set(id, { at, person: entry.actor.id, signed: kind !== 'denials', passkey, lines, decided: new Set() })
  }

  private addDecision({ index, entry }: Leaf): void {
    const { batch, batch_position: position } = entry.facts
    const list = this.lists.get(String(batch))
    // A stretch from the middle of the log may begin behind the list.
    if (list === undefined && this.first !== 0) return
    this.seen++
    const line = typeof position === 'number' ? list?.lines[position] : undefined
    if (list === undefined || line === undefined || typeof position !== 'number') {
      this.finding.fail('the decision names a batch in whose list it does not stand', index)
      return
    }
    const { facts } = entry
    if (list.person !== entry.actor.id) this.finding.fail('the list of the batch is another person’s', index)
    const said: JsonObject = { ...facts, request_id: entry.subject.request_id ?? null }
    if (MEMBERS.some((name) => said[name] !== line[name]))
      this.finding.fail(`the decision is not the one at place ${position + 1} of the list`, index)
    if (facts.verb === 'approve' && !(list.signed && list.passkey !== null && list.passkey === facts.passkey))
      this.finding.fail('the approval is not under the signature of the list', index)
    if (list.decided.has(position)) this.finding.fail('the place in the list is decided twice', index)
    list.decided.add(position)
  }
}

/** The digest of what a person signed for this list; null where the entry does not say enough. */
function signedDigest(person: string, { session, nonce }: JsonObject, lines: readonly BatchLine[]): string | null {
  if (typeof session !== 'string' || typeof nonce !== 'string') return null
  return digestOf({ v: 1, purpose: 'decision_batch', person, nonce, says: batchSays(session, lines) })
}

function linesOf(items: Json | undefined): BatchLine[] | null {
  return Array.isArray(items) && items.length > 0 && items.every(isLine) ? items : null
}

function isLine(item: Json): item is BatchLine {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false
  const names = Object.keys(item).sort()
  return names.join() === MEMBERS.join() && names.every((name) => typeof item[name] === 'string')
}
