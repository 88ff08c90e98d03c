import { z } from 'zod'
import { limits } from '@/lib/core/limits'

/** A person's decision as the console sends it. */

export const denialCode = z.enum([
  'wrong_scope',
  'wrong_resource',
  'insufficient_evidence',
  'not_needed',
  'suspicious',
  'policy',
  'timing',
  'other',
])
export type DenialCode = z.infer<typeof denialCode>

const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** POST /api/console/requests/{id}/opened → 204. Records when the presentation was first seen and what was unfolded. */
export const openedBody = z.strictObject({
  presentation_digest: digest,
  expanded: z.array(z.string().max(512)).max(200),
})

/** POST /api/console/requests/{id}/decisions/challenge → { challenge_id, options, statement }. One use, three minutes. */
export const challengeBody = z.strictObject({
  verb: z.literal('approve'),
  presentation_digest: digest,
  reason: z.string().trim().max(limits.reasonChars),
  grant_ttl_seconds: z.number().int().min(limits.grantTtlSecondsMin).max(limits.grantTtlSecondsMax).optional(),
})

/** POST /api/console/requests/{id}/decisions → { request: RequestView }. */
export const decisionBody = z.discriminatedUnion('verb', [
  z.strictObject({
    verb: z.literal('approve'),
    presentation_digest: digest,
    reason: z.string().trim().max(limits.reasonChars),
    grant_ttl_seconds: z.number().int().min(limits.grantTtlSecondsMin).max(limits.grantTtlSecondsMax).optional(),
    expanded: z.array(z.string().max(512)).max(200),
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
    expanded: z.array(z.string().max(512)).max(200).default([]),
  }),
  z.strictObject({
    verb: z.literal('abstain'),
    presentation_digest: digest,
    reason: z.string().trim().max(limits.reasonChars).default(''),
    expanded: z.array(z.string().max(512)).max(200).default([]),
  }),
])
export type DecisionBody = z.infer<typeof decisionBody>

export type ChallengeAnswer = { challenge_id: string; options: Record<string, unknown>; statement: string }
