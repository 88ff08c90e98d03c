import { z } from 'zod'
import { escalationView } from '@/lib/escalation/schema'
import { get, post } from './people'

/** Days from today, as the rota's zone (UTC) writes them. */
export function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** An instant `hours` from now. */
export function hoursFromNow(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString()
}

/** A rota in which the first of `order` is on call for weeks. */
export function rotaOf(order: readonly string[], over: Record<string, unknown> = {}) {
  return {
    order,
    turn_days: 28,
    time_zone: 'UTC',
    handover: '00:00',
    starts_on: daysFromNow(-1),
    ...over,
  }
}

/** Says who is on call in a team. */
export async function setRota(
  person: { cookie: string },
  teamId: string,
  order: readonly string[],
  over: Record<string, unknown> = {},
): Promise<void> {
  const answer = await post(person, `/oncall/${teamId}`, rotaOf(order, over))
  if (answer.status !== 204) throw new Error(`the rota was answered ${answer.status} ${await answer.text()}`)
}

/** Who was told of a request, as its page says it to this person. */
export async function escalationOf(person: { cookie: string }, requestId: string) {
  const page = z
    .object({ escalation: escalationView.nullable() })
    .parse(await (await get(person, `/requests/${requestId}`)).json())
  if (!page.escalation) throw new Error(`nobody was told of ${requestId}`)
  return page.escalation
}
