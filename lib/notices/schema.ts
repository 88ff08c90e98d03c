import { z } from 'zod'

const noticeId = z.string().regex(/^ntc_[0-9a-z]{26}$/)

/** GET /api/console/notices: mine, newest first. */
export const noticesQuery = z.strictObject({
  cursor: noticeId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})

/** POST /api/console/notices/seen: everything up to and including this one. */
export const seenBody = z.strictObject({ up_to: noticeId })

export const noticesPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      sentence: z.string(),
      /** Something is denied, stopped or unknown now. */
      alarming: z.boolean(),
      href: z.string().nullable(),
      at: z.string(),
      seen: z.boolean(),
    }),
  ),
  next_cursor: z.string().nullable(),
  unseen: z.number(),
  server_now: z.string(),
})
export type NoticesPage = z.infer<typeof noticesPage>
export type NoticeItem = NoticesPage['items'][number]
