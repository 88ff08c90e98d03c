import { z } from 'zod'
import type { Json } from '@/lib/core/canonical/json'
import { denialCodes } from '@/lib/core/decision/denial'
import { readSections } from '@/lib/core/decision/sections'
import { limits } from '@/lib/core/limits'

/** A person's decision as the console sends it. */

export const denialCode = z.enum(denialCodes)

const param = z
  .string()
  .regex(/^\/params\/[^/]+$/, 'must name one param, such as /params/amount')
  .max(200)
const anyJson = z.custom<Json>((value) => value !== undefined, 'is required')

/** What the reviewer would have instead (lib/core/decision/counter-proposal). */
export const counterProposal = z.strictObject({
  changes: z
    .array(
      z.discriminatedUnion('op', [
        z.strictObject({ pointer: param, op: z.literal('set'), value: anyJson }),
        z.strictObject({ pointer: param, op: z.literal('at_most'), value: z.number() }),
        z.strictObject({ pointer: param, op: z.literal('at_least'), value: z.number() }),
        z.strictObject({ pointer: param, op: z.literal('remove') }),
      ]),
    )
    .min(1)
    .max(limits.proposedChangesMax),
})

/** How it was read, as the browser says: never a reason to refuse a decision, kept with it (DESIGN 7). */
export const reading = z
  .strictObject({
    seconds: z
      .number()
      .int()
      .min(0)
      .max(7 * 86_400),
    sections: z.array(z.enum(readSections)).max(readSections.length),
  })
  .optional()

const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** POST /api/console/requests/{id}/opened → 204. Records when the presentation was first seen and what was unfolded. */
export const openedBody = z.strictObject({
  presentation_digest: digest,
  expanded: z.array(z.string().max(512)).max(200),
})

/** What the boundary asks each approver: the texts that they confirm, word for word, and an answer to each prompt in its order. */
const asked = {
  attested: z
    .array(z.string().max(limits.attestationChars))
    .max(limits.rulesMax * limits.attestationsPerRule)
    .default([]),
  answers: z.array(z.string().trim().max(limits.promptAnswerChars)).max(limits.rulesMax).default([]),
}

/** POST /api/console/requests/{id}/decisions/challenge → { challenge_id, options, statement }. One use, three minutes. */
export const challengeBody = z.strictObject({
  verb: z.literal('approve'),
  presentation_digest: digest,
  reason: z.string().trim().max(limits.reasonChars),
  grant_ttl_seconds: z.number().int().min(limits.grantTtlSecondsMin).max(limits.grantTtlSecondsMax).optional(),
  ...asked,
})

/** POST /api/console/requests/{id}/decisions → { request: RequestView }. */
export const decisionBody = z.discriminatedUnion('verb', [
  z.strictObject({
    verb: z.literal('approve'),
    presentation_digest: digest,
    reason: z.string().trim().max(limits.reasonChars),
    grant_ttl_seconds: z.number().int().min(limits.grantTtlSecondsMin).max(limits.grantTtlSecondsMax).optional(),
    ...asked,
    expanded: z.array(z.string().max(512)).max(200),
    reading,
    /** With step-up `passkey`: the challenge and the WebAuthn assertion (AuthenticationResponseJSON) over it. */
    challenge_id: z.string().max(64).optional(),
    assertion: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({
    verb: z.literal('deny'),
    presentation_digest: digest,
    code: denialCode,
    reason: z.string().trim().min(1, 'say why, so that the agent can act on it').max(limits.reasonChars),
    private_note: z.string().trim().max(limits.noteChars).default(''),
    next_action: z.enum(['none', 'revise', 'retry']).default('none'),
    retry_after_seconds: z
      .number()
      .int()
      .min(0)
      .max(7 * 86_400)
      .optional(),
    /** Only with `next_action: "revise"`. */
    counter_proposal: counterProposal.optional(),
    expanded: z.array(z.string().max(512)).max(200).default([]),
    reading,
  }),
  z.strictObject({
    verb: z.literal('abstain'),
    presentation_digest: digest,
    reason: z.string().trim().max(limits.reasonChars).default(''),
    expanded: z.array(z.string().max(512)).max(200).default([]),
    reading,
  }),
])
export type DecisionBody = z.infer<typeof decisionBody>

export type ChallengeAnswer = { challenge_id: string; options: Record<string, unknown>; statement: string }
