import { z } from '@hono/zod-openapi'
import { limits } from '@/lib/core/limits'

/** What people do with a request that is no decision. Strict, once at the edge. */

const personId = z.string().regex(/^usr_[0-9a-z]{26}$/, 'must be the id of a person')
const questionId = z.string().regex(/^qst_[0-9a-z]{26}$/, 'must be the id of a question')
const requestId = z.string().regex(/^req_[0-9a-z]{26}$/)

export const nothing = z.strictObject({})
export const triagePath = z.strictObject({ id: requestId })
export const questionPath = z.strictObject({ id: requestId, questionId })

/** How long it is put aside from now. */
export const snoozeBody = z.strictObject({
  minutes: z
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60),
})

export const handOverBody = z.strictObject({
  to: personId,
  reason: z.string().trim().min(1, 'say why').max(limits.reasonChars),
})

export const questionBody = z.strictObject({
  of: z.enum(['agent', 'sponsor']),
  text: z.string().trim().min(1, 'ask something').max(limits.questionChars),
})

export const sponsorAnswerBody = z.strictObject({
  text: z.string().trim().min(1, 'say something').max(limits.answerChars),
})

/** POST /api/v1/requests/{id}/answers */
export const agentAnswerBody = z
  .strictObject({
    question: questionId.openapi({
      description: 'One of `questions` of the request',
      example: 'qst_01k9v3c5h7e9g2m4p6r8t0v2wx',
    }),
    text: z.string().min(1).max(limits.answerChars).openapi({
      description: 'Plain text. It is shown as what you claim, and changes neither the digest nor the deadline.',
    }),
  })
  .openapi('AnswerQuestion')

export const claimed = z.object({ until: z.string() })
export type Claimed = z.infer<typeof claimed>
