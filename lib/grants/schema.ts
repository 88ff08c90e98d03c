import { z } from 'zod'
import { grantView } from '@/lib/inbox/schema'

/** GET /api/console/grants. `live` = issued or redeemed. */
export const grantsQuery = z.strictObject({
  view: z.enum(['live', 'ended']).default('live'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const grantsPage = z.object({
  items: z.array(grantView),
  next_cursor: z.string().nullable(),
  counts: z.object({ live: z.number() }),
  server_now: z.string(),
})
export type GrantsPage = z.infer<typeof grantsPage>

/** POST /api/console/grants/{id}/revoke → { grant }. */
export const revokeBody = z.strictObject({ reason: z.string().trim().min(1).max(2_000) })
