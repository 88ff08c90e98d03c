import type { z } from 'zod'
import { accountabilityGaps, assigneeOf } from '@/lib/core/accountability/gap'
import { mayHandOver, maySeeResponsibilities } from '@/lib/core/accountability/may'
import { loads, responsibilitiesOf } from '@/lib/core/accountability/responsibilities'
import { reviewAfter, SOON_DAYS } from '@/lib/core/accountability/review'
import { accountabilityWords } from '@/lib/core/accountability/say'
import { undertakingOf } from '@/lib/core/accountability/undertaking'
import { freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { readCampaign } from './read'
import { assignablePeople } from './read-cell'
import type { AccountablePage, AccountablePeople, MineItem, MinePage, peopleQuery } from './schema'

const HANDED_OVER_HERE: ReadonlySet<string> = new Set(['role', 'agent', 'executor', 'pipeline', 'runtime'])
const ORDER: { readonly [state in MineItem['state']]: number } = { lapsed: 0, new: 1, asked: 2, due: 3, ok: 4 }

/** Every role that this person answers for, what waits for their passkey first. */
export async function readMine(personId: string): Promise<MinePage> {
  const [directory, at, passkeys] = await Promise.all([
    freshDirectory(),
    now(),
    prisma().passkey.count({ where: { personId, revokedAt: null } }),
  ])
  const mine = [...directory.workflows.values()].flatMap((workflow) =>
    workflow.assignments
      .filter((assignment) => assigneeOf(assignment, directory) === personId)
      .map((assignment) => ({ workflow, assignment })),
  )
  const { roles, capacity } = accountabilityWords(sayingIn())
  const workflows = [...directory.workflows.values()]
  const campaign = await readCampaign(workflows, directory)
  const items = mine.map(({ workflow, assignment }): MineItem => {
    const why = accountabilityGaps(workflow, directory, at).find(({ role }) => role === assignment.role)?.why
    const asked = campaign !== null && (assignment.acknowledgedAt?.toISOString() ?? '') < campaign.started_at
    const soon = assignment.reviewDue.getTime() - at.getTime() <= SOON_DAYS * 86_400_000
    return {
      assignment_id: assignment.id,
      workflow: { slug: workflow.slug, title: workflow.title },
      role: assignment.role,
      role_title: roles[assignment.role],
      capacity:
        assignment.teamId !== null
          ? capacity.leads(directory.teams.get(assignment.teamId)?.slug ?? capacity.aTeam)
          : assignment.vendor
            ? capacity.youVouch(assignment.vendor.name)
            : capacity.byName,
      undertakes: undertakingOf(assignment, workflow, directory, at),
      state: why === 'lapsed' ? 'lapsed' : why !== undefined ? 'new' : asked ? 'asked' : soon ? 'due' : 'ok',
      review_due: assignment.reviewDue.toISOString(),
      next_review: reviewAfter(assignment, at).toISOString(),
      acknowledged_at: assignment.acknowledgedAt?.toISOString() ?? null,
    }
  })
  items.sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.workflow.title.localeCompare(b.workflow.title))
  return {
    items,
    waiting: items.filter(({ state }) => state !== 'ok').length,
    campaign,
    passkeys,
    server_now: at.toISOString(),
  }
}

/** Everything that one person answers for; null when there is nobody, or when it is not this person's to see. */
export async function readAccountable(personId: string, of: string): Promise<AccountablePage | null> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const person = directory.people.get(of)
  if (!person || !maySeeResponsibilities(personId, of, directory)) return null
  const may = mayHandOver(personId, of, directory)
  return {
    person: { id: person.id, name: person.name, title: person.title, active: person.status === 'active' },
    items: responsibilitiesOf(of, directory, sayingIn()).map((item) => ({
      ...item,
      handed_over_here: HANDED_OVER_HERE.has(item.kind),
    })),
    may_hand_over: may,
    people: may ? assignablePeople(directory).filter(({ id }) => id !== of) : [],
    server_now: at.toISOString(),
  }
}

/** People who answer for something, by name, with how much; those that this person may look at. */
export async function readAccountablePeople(
  personId: string,
  query: z.infer<typeof peopleQuery>,
): Promise<AccountablePeople> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const load = loads(directory)
  const q = query.q?.trim().toLowerCase() ?? ''
  const all = [...directory.people.values()]
    .filter((person) => maySeeResponsibilities(personId, person.id, directory) && person.name.toLowerCase().includes(q))
    .map((person) => {
      const roles = load.get(person.id) ?? 0
      return {
        id: person.id,
        name: person.name,
        title: person.title,
        active: person.status === 'active',
        roles,
        other: responsibilitiesOf(person.id, directory).length - roles,
      }
    })
    .filter((person) => person.roles + person.other > 0)
    // Who has left and still answers for something comes first: that is what has to be settled.
    .sort((a, b) => Number(a.active) - Number(b.active) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
  const from = query.cursor === undefined ? 0 : all.findIndex(({ id }) => id === query.cursor) + 1
  const page = all.slice(from, from + query.limit)
  return {
    items: page,
    next_cursor: from + query.limit < all.length ? (page.at(-1)?.id ?? null) : null,
    server_now: at.toISOString(),
  }
}
