import { isMailAddress } from '@/lib/core/message/mail-address'
import type { Message } from '@/lib/core/message/message'
import { messageWords } from '@/lib/core/message/say'
import { refuseUnlessAdmin } from '@/lib/core/people/administer'
import { sayOutcome } from '@/lib/deliveries/outcomes'
import { titlesOf } from '@/lib/deliveries/read-titles'
import { findPreferences } from '@/lib/deliveries/store'
import { currentDirectory, freshDirectory } from '@/lib/directory/current'
import { channelKeys } from '@/lib/platform/channel-keys'
import { env } from '@/lib/platform/env'
import { mailServer } from '@/lib/platform/mailer'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { ChannelsView, HookView, MyChannels } from './schema'

const RECENT = 5

/** How messages reach a person: their choice, their devices, the chats that hear of what they are asked, and what was sent lately. */
export async function readMyChannels(personId: string): Promise<MyChannels> {
  const directory = await currentDirectory()
  const teams = [...directory.teams.values()].filter((team) => team.memberIds.has(personId)).map((team) => team.id)
  const [chosen, preferences, devices, hooks, recent] = await Promise.all([
    prisma().channelPreference.count({ where: { personId } }),
    findPreferences(prisma(), personId),
    prisma().pushDevice.findMany({ where: { personId, endedAt: null }, orderBy: { id: 'asc' }, take: 50 }),
    prisma().chatHook.findMany({
      where: {
        endedAt: null,
        OR: [{ personId }, { teamId: { in: teams } }, ...(teams.length > 0 ? [{ personId: null, teamId: null }] : [])],
      },
      orderBy: { title: 'asc' },
      take: 50,
    }),
    prisma().delivery.findMany({ where: { personId }, orderBy: { id: 'desc' }, take: RECENT }),
  ])
  const address = directory.people.get(personId)?.email ?? ''
  const language = sayingIn()
  const words = messageWords(language).list
  const sent = recent.map(({ id, subjectId, content }) => ({ id, subjectId, content: content as Message | null }))
  const titles = await titlesOf(prisma(), sent, language)
  return {
    preferences: {
      email: [...preferences.email],
      push: [...preferences.push],
      digest_minutes: preferences.digestMinutes,
      quiet: preferences.quiet,
      time_zone: preferences.zone,
    },
    chosen: chosen > 0,
    email: { address, usable: isMailAddress(address), configured: mailServer() !== null },
    vapid_public_key: channelKeys().vapid.publicKey,
    devices: devices.map((device) => ({
      id: device.id,
      user_agent: device.userAgent,
      service: new URL(device.endpoint).hostname,
      created_at: device.createdAt.toISOString(),
      reached_at: device.reachedAt?.toISOString() ?? null,
    })),
    chats: hooks.map(({ id, title, topics }) => ({ id, title, topics })),
    recent: recent.map((row) => ({
      id: row.id,
      channel: row.channel as MyChannels['recent'][number]['channel'],
      event: row.event,
      status: row.status as MyChannels['recent'][number]['status'],
      title: titles.get(row.id) ?? (row.event === 'test' ? words.test : words.request),
      at: (row.endedAt ?? row.createdAt).toISOString(),
      last_outcome: sayOutcome(row.lastOutcome, language),
      tries: row.tries,
    })),
  }
}

/** What the organisation's messages go by: never a password, an address of a chat or a signing secret. */
export async function readChannels(personId: string): Promise<ChannelsView> {
  const directory = await freshDirectory()
  const [devices, people, hooks, lasts, day] = await Promise.all([
    prisma().pushDevice.count({ where: { endedAt: null } }),
    prisma().pushDevice.groupBy({ by: ['personId'], where: { endedAt: null } }),
    prisma().chatHook.findMany({ where: { endedAt: null }, orderBy: [{ title: 'asc' }, { id: 'asc' }], take: 200 }),
    prisma().$queryRaw<{ recipient: string; status: string; at: Date; last_outcome: string }[]>`
      SELECT h.id AS recipient, d.status, coalesce(d.ended_at, d.created_at) AS at, d.last_outcome FROM chat_hooks h
      CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE recipient = h.id ORDER BY created_at DESC, id DESC LIMIT 1) AS d WHERE h.ended_at IS NULL`,
    prisma().$queryRaw<ChannelsView['day']>`
      SELECT channel, count(*) FILTER (WHERE status = 'sent')::int AS sent, count(*) FILTER (WHERE status = 'due')::int AS waiting,
        count(*) FILTER (WHERE status = 'failed')::int AS failed, count(*) FILTER (WHERE status = 'not_configured')::int AS not_configured
      FROM deliveries WHERE created_at > now() - interval '24 hours' GROUP BY channel`,
  ])
  const last = new Map(lasts.map((row) => [row.recipient, row]))
  return {
    mail: mailServer(),
    push: { public_key: channelKeys().vapid.publicKey, devices, people: people.length },
    base_url: env().baseUrl,
    hooks: hooks.map((hook): HookView => {
      const team = hook.teamId === null ? undefined : directory.teams.get(hook.teamId)
      const person = hook.personId === null ? undefined : directory.people.get(hook.personId)
      const message = last.get(hook.id)
      return {
        id: hook.id,
        title: hook.title,
        kind: hook.kind as HookView['kind'],
        host: hook.host,
        topics: hook.topics as HookView['topics'],
        team: team ? { id: team.id, title: team.title } : null,
        person: person ? { id: person.id, name: person.name } : null,
        created_at: hook.createdAt.toISOString(),
        rotated_at: hook.rotatedAt?.toISOString() ?? null,
        last: message
          ? {
              status: message.status,
              at: message.at.toISOString(),
              outcome: sayOutcome(message.last_outcome, sayingIn()),
            }
          : null,
      }
    }),
    day: (['email', 'push', 'chat'] as const).map(
      (channel) =>
        day.find((row) => row.channel === channel) ?? { channel, sent: 0, waiting: 0, failed: 0, not_configured: 0 },
    ),
    may_change: refuseUnlessAdmin(personId, directory) === null,
  }
}
