import { z } from 'zod'
import { guardLevels } from '@/lib/core/guard/level'
import { limits } from '@/lib/core/limits'

/** What the fatigue guard says to this person about this request. `level`: what approving it needs; denying never needs any of it. */
export const guardView = z.object({
  level: z.enum(guardLevels),
  /** What follows, in one sentence; null at `none`. */
  sentence: z.string().nullable(),
  /** Why, one sentence each. Only facts about this person's own decisions; nobody else is shown them. */
  reasons: z.array(z.string()),
  /** While others approve in their place: until when. RFC 3339 UTC. */
  until: z.string().nullable(),
})
export type GuardView = z.infer<typeof guardView>

/** POST /api/console/requests/{id}/check: a question about what is shown; the open one again while it is not answered. */
export const askBody = z.strictObject({ presentation_digest: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
export const checkView = z.object({ id: z.string(), text: z.string(), choices: z.array(z.string()) })
export type CheckView = z.infer<typeof checkView>

/** POST /api/console/requests/{id}/check/{checkId}: the place of the choice, from 0. */
export const answerBody = z.strictObject({ choice: z.number().int().min(0).max(4) })
/** `look_at` names the place in the presentation that a wrong answer was about. */
export const answerView = z.object({ right: z.boolean(), look_at: z.string() })
export type AnswerView = z.infer<typeof answerView>

/** POST /api/console/organisation/guard: both numbers as they are to be. `approvals` 0 is no guard at all. */
export const guardSettingsBody = z.strictObject({
  approvals: z.number().int().min(0).max(limits.guardApprovalsMax),
  rest_minutes: z.number().int().min(1).max(limits.guardRestMinutesMax),
})
/** GET: as they are. */
export const guardSettingsView = z.object(guardSettingsBody.shape)
export type GuardSettingsView = z.infer<typeof guardSettingsView>
