import { digestOf, taggedDigest } from '../canonical/digest'
import type { Json } from '../canonical/json'
import type { Statement } from '../decision/statement'

/**
 * One line of what a batch signs. `statement` is the digest of the whole statement of this decision (who, what was shown,
 * verb, reason), which is stored with the decision, so that each decision can be checked by itself against the list.
 */
export type BatchLine = {
  request_id: string
  digest: string
  presentation_digest: string
  verb: 'approve' | 'deny'
  statement: string
}

/** The line of one decision. */
export function batchLine(statement: Statement & { verb: 'approve' | 'deny' }): BatchLine {
  return {
    request_id: statement.request_id,
    digest: statement.digest,
    presentation_digest: statement.presentation_digest,
    verb: statement.verb,
    statement: digestOf(statement satisfies Json),
  }
}

/** SHA-256 of the ordered list under its own domain tag: another order, one more or one less is another digest (ATTACKS 60). */
export function batchDigest(lines: readonly BatchLine[]): string {
  return taggedDigest('countersign/batch/v1', [...lines])
}

/** What the passkey signs beside person, purpose and nonce: in which session, and the ordered list with its digest. */
export function batchSays(
  session: string,
  lines: readonly BatchLine[],
): { session: string; items: BatchLine[]; items_digest: string } {
  return { session, items: [...lines], items_digest: batchDigest(lines) }
}
