import { z } from 'zod'
import { limits } from '@/lib/core/limits'
import { choosableTopics } from '@/lib/core/message/preferences'
import { isTimeZone } from '@/lib/core/message/zone'

export const devicePath = z.strictObject({ id: z.string().regex(/^dev_[0-9a-z]{26}$/) })
export const hookPath = z.strictObject({ id: z.string().regex(/^hok_[0-9a-z]{26}$/) })

/** Each topic once. */
const topics = z
  .array(z.enum(choosableTopics))
  .max(choosableTopics.length)
  .refine((list) => new Set(list).size === list.length, 'names a topic twice')
const minute = z.number().int().min(0).max(1_439)
const quiet = z
  .strictObject({ from: minute, to: minute })
  .refine(({ from, to }) => from !== to, 'begins and ends at the same time')

/** POST /api/console/channels/mine: all of it. T3 is no choice: it always goes out. */
export const preferencesBody = z.strictObject({
  email: topics,
  push: topics,
  digest_minutes: z.number().int().min(0).max(limits.digestMinutesMax),
  quiet: quiet.nullable(),
  time_zone: z.string().max(64).refine(isTimeZone, 'is not a time zone by its IANA name'),
})
export type PreferencesBody = z.infer<typeof preferencesBody>

const base64url = (bytes: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`), `is not ${bytes} bytes as base64url`)

/** POST /api/console/channels/mine/devices: what the browser's `PushSubscription` says. */
export const deviceBody = z.strictObject({
  endpoint: z.string().max(2_048),
  // An uncompressed point of P-256 begins with 4, which base64url writes as a B.
  p256dh: base64url(65).regex(/^B/, 'is not an uncompressed point'),
  auth: base64url(16),
})
export type DeviceBody = z.infer<typeof deviceBody>

/** POST /api/console/channels/mine/test */
export const testBody = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('email') }),
  z.strictObject({ channel: z.literal('push'), device_id: devicePath.shape.id }),
])
export type TestBody = z.infer<typeof testBody>

const hookTopics = z
  .array(z.enum(['T1', 'T2', 'T3']))
  .min(1)
  .max(3)
  .refine((list) => new Set(list).size === list.length, 'names a level twice')
const title = z.string().trim().min(1).max(80)
/** Everybody's (both null), a team's, or one person's. */
const audience = {
  team_id: z
    .string()
    .regex(/^tem_[0-9a-z]{26}$/)
    .nullable()
    .default(null),
  person_id: z
    .string()
    .regex(/^usr_[0-9a-z]{26}$/)
    .nullable()
    .default(null),
}

/** POST /api/console/channels/hooks */
export const addHookBody = z.strictObject({
  title,
  kind: z.enum(['slack', 'generic']),
  url: z.string().max(2_048),
  topics: hookTopics,
  ...audience,
})
export type AddHookBody = z.infer<typeof addHookBody>

/** POST /api/console/channels/hooks/{id}: all but its kind; without `url` the address stays. */
export const changeHookBody = z.strictObject({
  title,
  url: z.string().max(2_048).optional(),
  topics: hookTopics,
  ...audience,
})
export type ChangeHookBody = z.infer<typeof changeHookBody>

const deviceView = z.object({
  id: z.string(),
  user_agent: z.string(),
  /** The host of its push service. */
  service: z.string(),
  created_at: z.string(),
  reached_at: z.string().nullable(),
})

const recentView = z.object({
  id: z.string(),
  channel: z.enum(['email', 'push', 'chat']),
  event: z.string(),
  status: z.enum(['due', 'sent', 'failed', 'not_configured', 'superseded']),
  title: z.string(),
  at: z.string(),
  last_outcome: z.string(),
  tries: z.number(),
})

export const myChannels = z.object({
  preferences: preferencesBody,
  /** False while nobody chose anything. */
  chosen: z.boolean(),
  email: z.object({ address: z.string(), usable: z.boolean(), configured: z.boolean() }),
  vapid_public_key: z.string(),
  devices: z.array(deviceView),
  /** Chats that hear of what I am asked, made by administrators. */
  chats: z.array(z.object({ id: z.string(), title: z.string(), topics: z.array(z.string()) })),
  /** What was sent to me lately, newest first. */
  recent: z.array(recentView),
})
export type MyChannels = z.infer<typeof myChannels>

export const hookView = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['slack', 'generic']),
  host: z.string(),
  topics: z.array(z.enum(['T1', 'T2', 'T3'])),
  team: z.object({ id: z.string(), title: z.string() }).nullable(),
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  created_at: z.string(),
  rotated_at: z.string().nullable(),
  /** What became of the last message; null: none yet. */
  last: z.object({ status: z.string(), at: z.string(), outcome: z.string() }).nullable(),
})
export type HookView = z.infer<typeof hookView>

export const channelsView = z.object({
  mail: z.object({ host: z.string(), tls: z.enum(['implicit', 'starttls', 'none']), from: z.string() }).nullable(),
  push: z.object({ public_key: z.string(), devices: z.number(), people: z.number() }),
  base_url: z.string(),
  hooks: z.array(hookView),
  /** Of the last 24 hours. */
  day: z.array(
    z.object({
      channel: z.enum(['email', 'push', 'chat']),
      sent: z.number(),
      waiting: z.number(),
      failed: z.number(),
      not_configured: z.number(),
    }),
  ),
  may_change: z.boolean(),
})
export type ChannelsView = z.infer<typeof channelsView>

/** `secret` is said once; only generic chats have one. */
export const hookAnswer = z.object({ id: z.string(), secret: z.string().nullable() })
export type HookAnswer = z.infer<typeof hookAnswer>
export const deviceAnswer = z.object({ id: z.string() })
export const testAnswer = z.object({ delivery_id: z.string() })
export type TestAnswer = z.infer<typeof testAnswer>
