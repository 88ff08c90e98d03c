import type { z } from 'zod'
import { appendEntry } from '@/lib/audit/store'
import { assigneeOf } from '@/lib/core/accountability/gap'
import { mayAssign } from '@/lib/core/accountability/may'
import { badReviewDay, defaultReview, endOfDay } from '@/lib/core/accountability/review'
import type { PersonActor } from '@/lib/core/actor'
import type { AccountabilityRole, Directory } from '@/lib/core/directory'
import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices, type NewNotice } from '@/lib/notices/store'
import { inTransaction } from '@/lib/platform/transaction'
import { foundWorkflow } from './found'
import type { assignBody } from './schema'
import { endLiveAssignment, insertAssignment, type Named } from './store'

/**
 * Names who answers for a role of a workflow: one person, a team through its lead, or a vendor through somebody of ours.
 * Whoever answered until now ends with it, and is kept as history. Nobody answers until the one named acknowledges it with a
 * passkey. By the workflow's owners and administrators. Refuses `not_found`, `auth.forbidden`, and `request.invalid` for
 * somebody who cannot answer.
 */
export async function assignRole(
  ctx: { actor: PersonActor },
  input: { slug: string; role: AccountabilityRole } & z.output<typeof assignBody>,
): Promise<Result<{ assignment_id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    const now = await databaseNow(tx)
    const { actor } = ctx
    const found = foundWorkflow(actor.id, input.slug, directory)
    if (!found.ok) return found
    const workflow = found.value
    if (!mayAssign(actor.id, workflow, directory)) return refuse({ code: 'auth.forbidden', role: 'workflow owner' })
    const bad = input.review_by === undefined ? null : badReviewDay(input.review_by, now)
    const named = namedOf(input, directory)
    const errors = [
      ...('errors' in named ? named.errors : []),
      ...(bad === null ? [] : [{ pointer: '/review_by', detail: bad }]),
    ]
    if ('errors' in named || errors.length > 0) return refuse({ code: 'request.invalid', errors })

    const before = workflow.assignments.find(({ role }) => role === input.role)
    const replaced = await endLiveAssignment(tx, { workflowId: workflow.id, role: input.role }, actor.id, 'replaced')
    const reviewDue = input.review_by === undefined ? defaultReview(now) : endOfDay(input.review_by)
    const id = await insertAssignment(
      tx,
      {
        workflowId: workflow.id,
        role: input.role,
        ...named.named,
        assignedBy: actor.id,
        reviewDue,
      },
      now,
    )
    await appendEntry(
      tx,
      {
        type: 'accountability.assigned',
        actor: { kind: 'person', id: actor.id },
        subject: { workflow_id: workflow.id, assignment_id: id },
        facts: {
          workflow: workflow.slug,
          role: input.role,
          by: named.kind,
          assignee: named.assignee,
          replaces: replaced,
          review_due: reviewDue.toISOString(),
        },
      },
      // A vendor's contact is personal data.
      { named: named.named },
    )
    const about = { workflow: workflow.title, role: input.role, by: actor.name }
    const notices: NewNotice[] = [
      {
        personId: named.assignee,
        kind: 'role_assigned',
        subject: { workflow: workflow.slug, role: input.role },
        facts: about,
      },
    ]
    const former = before ? assigneeOf(before, directory) : null
    if (former !== null && former !== named.assignee && former !== actor.id)
      notices.push({
        personId: former,
        kind: 'role_ended',
        subject: { workflow: workflow.slug, role: input.role },
        facts: { ...about, who: 'you' },
      })
    await insertNotices(tx, notices)
    await announce(tx, { kind: 'config', id: 'accountability' })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ assignment_id: id })
  })
}

type Chosen = { named: Named; assignee: string; kind: 'person' | 'team' | 'vendor' }

/** Who is named and who of ours answers; errors by field for somebody who is not here or a team that nobody leads. */
function namedOf(input: z.output<typeof assignBody>, directory: Directory): Chosen | { errors: FieldError[] } {
  const active = (id: string) => directory.people.get(id)?.status === 'active'
  const wrong = (pointer: string, detail: string) => ({ errors: [{ pointer, detail }] })
  const { person_id: personId, team: slug, vendor } = input
  if ([personId, slug, vendor].filter((each) => each !== undefined).length !== 1)
    return wrong('', 'names exactly one of person_id, team and vendor')
  if (personId !== undefined)
    return active(personId)
      ? { kind: 'person', assignee: personId, named: { personId, teamId: null, vendor: null } }
      : wrong('/person_id', 'is nobody who is here')
  if (vendor !== undefined)
    return active(vendor.voucher_id)
      ? { kind: 'vendor', assignee: vendor.voucher_id, named: { personId: null, teamId: null, vendor } }
      : wrong('/vendor/voucher_id', 'is nobody who is here')
  const team = directory.teams.get(directory.teamIdBySlug.get(slug ?? '') ?? '')
  if (!team) return wrong('/team', 'is no team')
  return team.leadId !== null && active(team.leadId)
    ? { kind: 'team', assignee: team.leadId, named: { personId: null, teamId: team.id, vendor: null } }
    : wrong('/team', 'has no active lead')
}
