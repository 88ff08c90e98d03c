import type { Directory } from '@/lib/core/directory'
import { messageId } from '@/lib/core/message/mail'
import type { Message, Place } from '@/lib/core/message/message'
import { messageWords } from '@/lib/core/message/say'
import { showMessage } from '@/lib/core/message/show'
import { refuseUnlessAdmin } from '@/lib/core/people/administer'
import { currentDirectory } from '@/lib/directory/current'
import { findLanguage } from '@/lib/people/store-language'
import { env } from '@/lib/platform/env'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { Prisma } from '@/prisma/generated/client'
import { contentOf } from './content'
import { sayOutcome } from './outcomes'
import { titlesOf } from './read-titles'
import type { DeliveriesPage, DeliveriesQuery, DeliveryDetail, DeliveryView } from './schema'
import { findNotice, findPreferences, findRequest } from './store'

type Row = {
  id: string
  channel: DeliveryView['channel']
  recipient: string
  person_id: string | null
  event: string
  topic: string
  subject_id: string
  status: DeliveryView['status']
  due_at: Date
  tries: number
  content: Message | null
  carrier_id: string | null
  last_outcome: string
  created_at: Date
  ended_at: Date | null
  user_agent: string | null
  hook_title: string | null
  hook_kind: 'slack' | 'generic' | null
  request_title: string | null
}

const columns = Prisma.sql`d.id, d.channel, d.recipient, d.person_id, d.event, d.topic, d.subject_id, d.status, d.due_at, d.tries, d.content, d.carrier_id,
  d.last_outcome, d.created_at, d.ended_at, v.user_agent, h.title AS hook_title, h.kind AS hook_kind, r.binding_code AS request_title`
const joins = Prisma.sql`LEFT JOIN push_devices v ON v.id = d.recipient LEFT JOIN chat_hooks h ON h.id = d.recipient LEFT JOIN requests r ON r.id = d.subject_id`

/** A page of the delivery log, newest first; the cursor is the last id of the page before. Who may read it is asked by the caller. */
export async function readDeliveries(personId: string, query: DeliveriesQuery): Promise<DeliveriesPage> {
  const directory = await currentDirectory()
  const parts = [Prisma.sql`true`]
  if (query.status) parts.push(Prisma.sql`d.status = ${query.status}`)
  if (query.channel) parts.push(Prisma.sql`d.channel = ${query.channel}`)
  if (query.person) parts.push(Prisma.sql`d.person_id = ${query.person}`)
  if (query.about)
    parts.push(
      Prisma.sql`d.subject_id IN (SELECT id FROM requests WHERE id = ${query.about} OR binding_code = ${query.about.toUpperCase()})`,
    )
  if (query.cursor) parts.push(Prisma.sql`d.id < ${query.cursor}`)
  const rows = await prisma().$queryRaw<Row[]>`
    SELECT ${columns} FROM deliveries d ${joins} WHERE ${Prisma.join(parts, ' AND ')} ORDER BY d.id DESC LIMIT ${query.limit + 1}`
  const page = rows.slice(0, query.limit)
  const titles = await titlesOf(prisma(), page.map(listed), sayingIn())
  return {
    items: page.map((row) => viewOf(row, titles, directory)),
    next_cursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    may_resend: refuseUnlessAdmin(personId, directory) === null,
  }
}

/** One delivery with its tries and its text; null when there is none. */
export async function readDelivery(personId: string, id: string): Promise<DeliveryDetail | null> {
  const directory = await currentDirectory()
  const rows = await prisma().$queryRaw<Row[]>`SELECT ${columns} FROM deliveries d ${joins} WHERE d.id = ${id}`
  const row = rows[0]
  if (!row) return null
  const reader = sayingIn()
  const [attempts, message, preferences, titles] = await Promise.all([
    prisma().deliveryAttempt.findMany({ where: { deliveryId: id }, orderBy: { number: 'asc' }, take: 200 }),
    messageOf(row, directory),
    row.person_id === null ? null : findPreferences(prisma(), row.person_id),
    titlesOf(prisma(), [listed(row)], reader),
  ])
  const place: Place = {
    baseUrl: env().baseUrl,
    organisation: directory.organisation.name,
    zone: preferences?.zone ?? 'UTC',
  }
  const ended = row.status !== 'due' && row.status !== 'superseded'
  return {
    ...viewOf(row, titles, directory),
    attempts: attempts.map((attempt) => ({
      number: attempt.number,
      at: attempt.at.toISOString(),
      took_ms: attempt.tookMs,
      outcome: attempt.outcome as DeliveryDetail['attempts'][number]['outcome'],
      code: attempt.code,
      detail: sayOutcome(attempt.detail, reader),
    })),
    message: message && showMessage(message, row.channel, place, row.created_at, reader, row.hook_kind ?? 'slack'),
    message_id: row.channel === 'email' ? messageId(row.id, new URL(env().baseUrl).hostname) : row.id,
    carried_by: row.carrier_id,
    may_resend: ended && refuseUnlessAdmin(personId, directory) === null,
  }
}

/** What was said, or would be. */
async function messageOf(row: Row, directory: Directory): Promise<Message | null> {
  if (row.content !== null || row.status === 'superseded') return row.content
  const [request, notice, language] = await Promise.all([
    findRequest(prisma(), row.subject_id),
    findNotice(prisma(), row.subject_id),
    findLanguage(prisma(), row.person_id),
  ])
  const testedBy = (row.person_id && directory.people.get(row.person_id)?.name) || directory.organisation.name
  return contentOf(row.event, language, { request, notice, testedBy })
}

function listed({ id, subject_id, content }: Row) {
  return { id, subjectId: subject_id, content }
}

function viewOf(row: Row, titles: ReadonlyMap<string, string>, directory: Directory): DeliveryView {
  return {
    id: row.id,
    channel: row.channel,
    to: toOf(row, directory),
    event: row.event,
    topic: row.topic,
    status: row.status,
    title: titles.get(row.id) ?? row.request_title ?? eventTitle(row.event),
    request_id: row.subject_id.startsWith('req_') ? row.subject_id : null,
    tries: row.tries,
    last_outcome: sayOutcome(row.last_outcome, sayingIn()),
    created_at: row.created_at.toISOString(),
    due_at: row.status === 'due' ? row.due_at.toISOString() : null,
    ended_at: row.ended_at?.toISOString() ?? null,
  }
}

function eventTitle(event: string): string {
  const { list } = messageWords(sayingIn())
  return event === 'notice' ? list.notice : event === 'test' ? list.test : event
}

function toOf(row: Row, directory: Directory): string {
  const person = row.person_id === null ? undefined : directory.people.get(row.person_id)?.name
  if (row.channel === 'chat') return row.hook_title ?? messageWords(sayingIn()).list.chat
  return person ?? row.recipient
}
