import type { Consent } from '../boundary/consent'
import { taggedDigest } from '../canonical/digest'
import { canonicalize, type Json } from '../canonical/json'

/** What a decision binds (DESIGN 7). `grant_ttl_seconds` only ever shortens. */
export type Statement = {
  v: 2
  request_id: string
  digest: string
  presentation_digest: string
  verb: 'approve' | 'deny' | 'abstain'
  approver: string
  reason_digest: string
  grant_ttl_seconds: number | null
  /** What the approver confirmed, word for word. */
  attested: string[]
  /** Of what they answered; null where nothing was asked. */
  answers_digest: string | null
  /** Makes a signed statement one of its kind; null where nothing is signed. */
  nonce: string | null
}

/** The statement's canonical text: stored with the decision, shown under "exactly what is signed". */
export function statementText(statement: Statement): string {
  return canonicalize(statement satisfies Json)
}

/** SHA-256 of the reason under its own tag, so that the statement need not carry free text. */
export function reasonDigest(reason: string): string {
  return taggedDigest('countersign/reason/v1', reason)
}

/** SHA-256 of the answers, with the questions, under its own tag; null for none. */
export function answersDigest(answers: readonly Answer[]): string | null {
  return answers.length === 0 ? null : taggedDigest('countersign/answers/v1', [...answers])
}

/** The answers beside the questions that this consent asks. */
export function answersTo(consent: Pick<Consent, 'prompts'>, answers: readonly string[]): Answer[] {
  return (consent.prompts ?? []).map(({ text }, at) => ({ prompt: text, answer: answers[at] ?? '' }))
}

/** An answer beside the question that a rule put. */
export type Answer = { prompt: string; answer: string }

/**
 * The WebAuthn challenge of a decision: SHA-256 over the statement under its own domain tag. Sign-in and enrolment
 * challenges are random 32 bytes; neither can be this value, so an assertion made for one never counts as the other.
 */
export function decisionChallenge(statement: Statement): string {
  return taggedDigest('countersign/decision/v1', statement satisfies Json)
}
