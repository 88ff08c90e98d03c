import { z } from 'zod'

/** POST /api/console/requests/{id}/presence: this page has it open, or has it no more. `connection` is the page's own. */
export const presenceBody = z.strictObject({
  connection: z.string().regex(/^[A-Za-z0-9-]{8,64}$/, 'must be 8 to 64 letters, digits and hyphens'),
  here: z.boolean(),
})

export const presenceView = z.object({
  /** Others, who came first first. */
  people: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type PresenceView = z.infer<typeof presenceView>
