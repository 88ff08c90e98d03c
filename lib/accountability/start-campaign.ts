import { appendEntry } from '@/lib/audit/store'
import { assigneeOf } from '@/lib/core/accountability/gap'
import { mayAskEverybody } from '@/lib/core/accountability/may'
import { dayOf, endOfDay } from '@/lib/core/accountability/review'
import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { inTransaction } from '@/lib/platform/transaction'
import { insertCampaign, openCampaign } from './store'

const DAY_MS = 86_400_000

/**
 * Asks everybody to confirm by a day what they answer for. Every live assignment is to be reviewed by then, so who does not
 * confirm opens a gap; everybody named is told now, halfway, on the last day and when it is too late. By compliance reviewers
 * and administrators, one campaign at a time. Refuses `auth.forbidden`, `campaign.open`, `request.invalid`.
 */
export async function startCampaign(
  ctx: { actor: PersonActor },
  input: { title: string; due: string },
): Promise<Result<{ campaign_id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    const now = await databaseNow(tx)
    const { actor } = ctx
    if (!mayAskEverybody(actor.id, directory)) return refuse({ code: 'auth.forbidden', role: 'compliance' })
    if (await openCampaign(tx)) return refuse({ code: 'campaign.open' })
    const due = endOfDay(input.due)
    const wrong =
      dayOf(due) <= dayOf(now)
        ? 'is not in the future'
        : due.getTime() - now.getTime() > (limits.campaignDaysMax + 1) * DAY_MS
          ? `is more than ${limits.campaignDaysMax} days away`
          : null
    if (wrong !== null) return refuse({ code: 'request.invalid', errors: [{ pointer: '/due', detail: wrong }] })

    const id = await insertCampaign(tx, { title: input.title, startedBy: actor.id, dueAt: due })
    const asked = new Map<string, number>()
    for (const { assignments } of directory.workflows.values())
      for (const assignment of assignments) {
        const who = assigneeOf(assignment, directory)
        if (who !== null && directory.people.get(who)?.status === 'active') asked.set(who, (asked.get(who) ?? 0) + 1)
      }
    await appendEntry(
      tx,
      {
        type: 'campaign.started',
        actor: { kind: 'person', id: actor.id },
        subject: { campaign_id: id },
        facts: { due: due.toISOString(), asked: [...asked.values()].reduce((sum, count) => sum + count, 0) },
      },
      { title: input.title },
    )
    await insertNotices(
      tx,
      [...asked].map(([personId, count]) => ({
        personId,
        kind: 'campaign_started',
        subject: { campaign_id: id },
        facts: { title: input.title, due: dayOf(due), count, by: actor.name },
      })),
    )
    await announce(tx, { kind: 'config', id: 'accountability' })
    return ok({ campaign_id: id })
  })
}
