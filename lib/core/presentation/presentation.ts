import type { Json } from '../canonical/json'

/**
 * The presentation: a canonical JSON document built by the server from validated data. The screen draws this document
 * and nothing else; its digest is what a decision binds (DESIGN 7). Adding a member is a new `v`: what version 2 added is
 * absent from documents of version 1, which are never written again.
 */
export type Presentation = {
  v: 1 | 2
  request_id: string
  binding_code: string
  digest: string
  workflow: { slug: string; title: string }
  boundary: { version: number; id: string }
  tier: 'approve' | 'allow' | 'notify' | 'deny'
  level: Level
  /** The sentence: `{agent} wants to {verb} {object}`; `title` alone is "Refund €1,240.00 to charge:ch_1042". */
  title: string
  title_parts: TitlePart[]
  opaque: boolean
  action: { name: string; title: string; verb: string }
  resource: {
    id: string
    kind: string
    title: string
    environment: string
    sensitivity: string
    facts: LabelledValue[]
  }
  params: PresentedParam[]
  secret: {
    store: string
    path: string
    version: string
    fields: string[]
    purpose: string
    lifetime_seconds: number
  } | null
  agent: { id: string; slug: string; title: string; runtime: string; vendor: string | null; credential: string }
  sponsor: { id: string; name: string }
  principals: { id: string; name: string }[]
  executor: { id: string; slug: string; title: string }
  risk: PresentedFact[]
  facts: PresentedFact[]
  why: {
    sentence: string
    rules: { id: string; reason: string; tier: string; conditions: { text: string; value: string }[] }[]
  }
  consent: {
    quorum: number
    teams: { id: string; slug: string; title: string }[]
    stepup: 'none' | 'passkey'
    grant_ttl_seconds: number
    grace_seconds: number
    deny_threshold: number
    /** Version 2: what each approver confirms and answers, of all matching rules. Confirming is part of what is signed. */
    attestations?: AskedText[]
    prompts?: AskedText[]
  }
  unlocks: { uses: 1; seconds: number; not_after: string; on_completion: string }
  accountability: { role: string; title: string; name: string; note: string }[]
  next: string
  claims: PresentedClaims
  hidden: { count: number; pointers: string[] }
  expires_at: string
}

/** A text that a rule puts to each approver. */
export type AskedText = { rule: string; text: string }

export type Level = 'T0' | 'T1' | 'T2' | 'T3' | 'TX'
export type TitlePart = { text: string; kind: 'text' | 'value' | 'code' }
export type LabelledValue = { label: string; value: string }

/** `shown` is for people, `exact` is byte for byte what the executor gets (canonical JSON text). */
export type PresentedParam = {
  pointer: string
  label: string
  format: string
  shown: string
  exact: string
  length: number
  /** Too long to show at once: approve stays off until it was opened. */
  long: boolean
  hidden: number
  warnings: string[]
}

/** A server-verified fact with its source; `flag` is drawn as a warning. */
export type PresentedFact = { key: string; label: string; value: string; source: string; flag: boolean }

/** Agent-authored; always drawn as a claim. */
export type PresentedClaims = {
  justification: string
  claims: Json
  trace: { tool: string; summary: string }[]
  external_refs: { system: string; id: string; url: string }[]
  emergency: boolean
  hidden: number
  flags: string[]
}
