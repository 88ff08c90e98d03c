import type { z } from 'zod'
import { appendEntry } from '@/lib/audit/store'
import { mayHandOver } from '@/lib/core/accountability/may'
import { type Responsibility, responsibilitiesOf } from '@/lib/core/accountability/responsibilities'
import { defaultReview } from '@/lib/core/accountability/review'
import type { PersonActor } from '@/lib/core/actor'
import type { Directory } from '@/lib/core/directory'
import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import type { handOverBody } from './schema'
import { endAssignment, handOver as handMachineOver, insertAssignment } from './store'

type Item = z.output<typeof handOverBody>['items'][number]

/**
 * Hands what one person answers for to others by name, all of it in one transaction or nothing: roles, agents, executors,
 * pipelines and runtimes. A role that was handed over counts again when its new assignee has acknowledged it. Leading a team
 * and owning a workflow take a second person (decision 0009) and are proposed in the settings. By administrators, and by
 * the person themself. Refuses `not_found`, `auth.forbidden`, `request.invalid` for what the person does not answer for any
 * more and for somebody who is not here.
 */
export async function handOver(
  ctx: { actor: PersonActor },
  input: { personId: string; reason: string; items: readonly Item[] },
): Promise<Result<{ handed_over: number }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    const now = await databaseNow(tx)
    if (!directory.people.has(input.personId) || !mayHandOver(ctx.actor.id, input.personId, directory))
      return refuse({ code: 'not_found' })
    const answersFor = responsibilitiesOf(input.personId, directory)
    const errors = input.items.flatMap((item, at) => wrongWith(item, at, input, answersFor, directory))
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    for (const item of input.items) {
      const what = answersFor.find(({ kind, id }) => kind === item.kind && id === item.id)
      if (!what) continue
      await handOne(tx, ctx.actor, input, item, what, directory, now)
    }
    for (const id of ['accountability', 'boundaries', 'machines', 'people'] as const)
      await announce(tx, { kind: 'config', id })
    return ok({ handed_over: input.items.length })
  })
}

function wrongWith(
  item: Item,
  at: number,
  { personId, items }: { personId: string; items: readonly Item[] },
  answersFor: readonly Responsibility[],
  directory: Directory,
): FieldError[] {
  const pointer = `/items/${at}`
  if (items.findIndex(({ id }) => id === item.id) !== at) return [{ pointer, detail: 'is named twice' }]
  if (!answersFor.some(({ kind, id }) => kind === item.kind && id === item.id))
    return [{ pointer, detail: 'is nothing that this person answers for' }]
  if (item.to === personId) return [{ pointer: `${pointer}/to`, detail: 'is the person who hands over' }]
  return directory.people.get(item.to)?.status === 'active'
    ? []
    : [{ pointer: `${pointer}/to`, detail: 'is nobody who is here' }]
}

async function handOne(
  tx: Tx,
  actor: PersonActor,
  { personId, reason }: { personId: string; reason: string },
  item: Item,
  what: Responsibility,
  directory: Directory,
  now: Date,
): Promise<void> {
  const by = { kind: 'person', id: actor.id } as const
  if (item.kind === 'role') {
    const workflow = directory.workflows.get(directory.workflowIdBySlug.get(what.slug) ?? '')
    const assignment = workflow?.assignments.find(({ id }) => id === item.id)
    if (!workflow || !assignment) throw new Error(`${item.id} is in no workflow`)
    await endAssignment(tx, item.id, actor.id, 'handed over')
    const { vendor } = assignment
    // A vendor stays, and somebody else vouches for it.
    const id = await insertAssignment(
      tx,
      {
        workflowId: workflow.id,
        role: assignment.role,
        personId: vendor === null ? item.to : null,
        teamId: null,
        vendor: vendor && {
          name: vendor.name,
          contract: vendor.contract,
          contact: vendor.contact,
          voucher_id: item.to,
        },
        assignedBy: actor.id,
        reviewDue: defaultReview(now),
      },
      now,
    )
    await appendEntry(
      tx,
      {
        type: 'accountability.assigned',
        actor: by,
        subject: { workflow_id: workflow.id, assignment_id: id },
        facts: {
          workflow: workflow.slug,
          role: assignment.role,
          by: vendor === null ? 'person' : 'vendor',
          assignee: item.to,
          replaces: item.id,
          handed_over_by: personId,
        },
      },
      { reason },
    )
    await insertNotices(tx, [
      {
        personId: item.to,
        kind: 'role_assigned',
        subject: { workflow: workflow.slug, role: assignment.role },
        facts: { workflow: workflow.title, role: assignment.role, by: actor.name },
      },
    ])
    return
  }
  if (!(await handMachineOver(tx, item.kind, item.id, personId, item.to)))
    throw new Error(`${item.id} was not handed over`)
  const facts = {
    slug: what.slug,
    changed: [item.kind === 'runtime' ? 'owner' : 'sponsor'],
    from: personId,
    to: item.to,
  }
  await appendEntry(
    tx,
    item.kind === 'runtime'
      ? { type: 'runtime.changed', actor: by, subject: { runtime_id: item.id }, facts }
      : { type: 'machine.changed', actor: by, subject: { machine_id: item.id }, facts },
    { reason },
  )
  await insertNotices(tx, [
    {
      personId: item.to,
      kind: 'handed_over',
      subject: { machine: what.slug },
      facts: { kind: item.kind, name: what.title, by: actor.name },
    },
  ])
}
