import { z } from 'zod'
import { limits } from '@/lib/core/limits'

const deliveryId = z.string().regex(/^dlv_[0-9a-z]{26}$/)
export const deliveryPath = z.strictObject({ id: deliveryId })

const channel = z.enum(['email', 'push', 'chat'])
const status = z.enum(['due', 'sent', 'failed', 'not_configured', 'superseded'])

/** GET /api/console/deliveries: newest first. `about` is a request's id or its binding code. */
export const deliveriesQuery = z.strictObject({
  status: status.optional(),
  channel: channel.optional(),
  person: z
    .string()
    .regex(/^usr_[0-9a-z]{26}$/)
    .optional(),
  about: z.string().trim().min(1).max(64).optional(),
  cursor: deliveryId.optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
})
export type DeliveriesQuery = z.infer<typeof deliveriesQuery>

const deliveryView = z.object({
  id: z.string(),
  channel,
  /** A person's name, with the device or the chat for those channels. */
  to: z.string(),
  event: z.string(),
  topic: z.string(),
  status,
  /** What it says, in one line. */
  title: z.string(),
  request_id: z.string().nullable(),
  tries: z.number(),
  last_outcome: z.string(),
  created_at: z.string(),
  /** When it is tried next; null when it has ended. */
  due_at: z.string().nullable(),
  ended_at: z.string().nullable(),
})
export type DeliveryView = z.infer<typeof deliveryView>

export const deliveriesPage = z.object({
  items: z.array(deliveryView),
  next_cursor: z.string().nullable(),
  may_resend: z.boolean(),
})
export type DeliveriesPage = z.infer<typeof deliveriesPage>

export const deliveryDetail = deliveryView.extend({
  attempts: z.array(
    z.object({
      number: z.number(),
      at: z.string(),
      took_ms: z.number(),
      outcome: z.enum(['accepted', 'later', 'never', 'gone', 'not_configured']),
      code: z.string(),
      detail: z.string(),
    }),
  ),
  /** The message as text; what would be sent while it was not tried yet. Null when there is nothing to tell any more. */
  message: z.object({ subject: z.string(), text: z.string() }).nullable(),
  message_id: z.string(),
  carried_by: z.string().nullable(),
  may_resend: z.boolean(),
})
export type DeliveryDetail = z.infer<typeof deliveryDetail>
