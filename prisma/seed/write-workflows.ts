import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import type { Prisma } from '@/prisma/generated/client'
import { catalogueOf } from './catalogue'
import type { SeedContext } from './context'
import type { DemoFile } from './demo-file'
import type { SeedDraft, SeedVendor, SeedWorkflow } from './shape'
import { idOf, type SeededPeople } from './write-people'

const DAY_MS = 86_400_000
/** Somebody looks at each assignment again after half a year. */
const REVIEW_DAYS = 182

/** Workflows with catalogue, resources, accountability and an active boundary. One that is there is left as it is. */
export async function writeWorkflows(context: SeedContext, people: SeededPeople): Promise<DemoFile['workflows']> {
  const { tx, organisation, kept, newId } = context
  const found = await tx.workflow.findMany()
  const listed: DemoFile['workflows'] = []
  for (const workflow of organisation.workflows) {
    const row = found.find((candidate) => candidate.slug === workflow.slug)
    const id = row?.id ?? kept?.workflows.find((w) => w.slug === workflow.slug)?.id ?? newId('wfl')
    if (!row) await writeWorkflow(context, people, workflow, id)
    listed.push({ id, slug: workflow.slug, title: workflow.title })
  }
  for (const draft of organisation.drafts)
    if (!found.some((candidate) => candidate.slug === draft.slug)) await writeDraft(context, people, draft)
  return listed
}

/** A workflow that is being prepared: no version of it was ever in force. */
async function writeDraft(context: SeedContext, people: SeededPeople, draft: SeedDraft): Promise<void> {
  const workflowId = context.newId('wfl')
  await writeNamed(context, people, draft, workflowId)
  await writeAssignments(context, people, draft.accountability, workflowId)
  await context.tx.boundary.create({
    data: {
      id: context.newId('bnd'),
      workflowId,
      version: 1,
      cedar: draft.cedar,
      cedarSchema: asJson(cedarSchemaFor(draft.actions)),
      catalogue: asJson(catalogueOf(draft)),
      title: draft.draftTitle,
      authorId: idOf(people.idByKey, draft.author),
    },
  })
}

async function writeWorkflow(
  context: SeedContext,
  people: SeededPeople,
  workflow: SeedWorkflow,
  workflowId: string,
): Promise<void> {
  await writeNamed(context, people, workflow, workflowId)
  await writeAssignments(
    context,
    people,
    workflow.accountability.map((assignment) => ({ ...assignment, acknowledged: true })),
    workflowId,
  )
  await activateBoundary(context, workflow, workflowId, (key) => idOf(people.idByKey, key))
}

/** The workflow itself and its owners. */
async function writeNamed(
  { tx }: SeedContext,
  people: SeededPeople,
  {
    slug,
    title,
    description,
    codePrefix,
    owners,
  }: Omit<SeedDraft, 'accountability' | 'cedar' | 'author' | 'draftTitle'>,
  workflowId: string,
): Promise<void> {
  await tx.workflow.create({ data: { id: workflowId, slug, title, description, codePrefix } })
  await tx.workflowOwner.createMany({
    data: owners.map((key) => ({ workflowId, personId: idOf(people.idByKey, key) })),
  })
}

/** Who answers for what, and whether they have said so. */
async function writeAssignments(
  context: SeedContext,
  people: SeededPeople,
  assignments: SeedDraft['accountability'],
  workflowId: string,
): Promise<void> {
  const { tx, now, newId } = context
  const person = (key: string) => idOf(people.idByKey, key)
  await tx.accountabilityAssignment.createMany({
    data: assignments.map(({ role, by, acknowledged }) => ({
      id: newId('asg'),
      workflowId,
      role,
      personId: 'person' in by ? person(by.person) : null,
      teamId: 'team' in by ? idOf(people.teamIdBySlug, by.team) : null,
      ...('vendor' in by ? { vendor: vendorOf(by.vendor, person) } : {}),
      ...(acknowledged ? { acknowledgedAt: now, acknowledgedBy: assigneeOf(by, context, person) } : {}),
      reviewDue: new Date(now.getTime() + REVIEW_DAYS * DAY_MS),
    })),
  })
}

/** As people would do it: one writes the draft and hands it in, another one activates it (law 12). */
async function activateBoundary(
  { tx, now, newId }: SeedContext,
  workflow: SeedWorkflow,
  workflowId: string,
  person: (key: string) => string,
): Promise<void> {
  const { boundary } = workflow
  const { id } = await tx.boundary.create({
    data: {
      id: newId('bnd'),
      workflowId,
      version: 1,
      status: 'draft',
      cedar: boundary.cedar,
      cedarSchema: asJson(cedarSchemaFor(workflow.actions)),
      catalogue: asJson(catalogueOf(workflow)),
      title: 'First version',
      note: boundary.note,
      authorId: person(boundary.author),
    },
  })
  await tx.boundary.update({ where: { id }, data: { status: 'in_review' } })
  await tx.boundary.update({
    where: { id },
    data: { status: 'active', reviewerId: person(boundary.reviewer), activatedAt: now },
  })
  await tx.workflow.update({ where: { id: workflowId }, data: { activeBoundaryId: id, status: 'active' } })
}

/** Who of the people acknowledged it: the one named, the lead of the team, or whoever vouches for the vendor. */
function assigneeOf(
  by: SeedWorkflow['accountability'][number]['by'],
  { organisation }: SeedContext,
  person: (key: string) => string,
): string | null {
  if ('person' in by) return person(by.person)
  if ('vendor' in by) return person(by.vendor.voucher)
  const team = organisation.teams.find(({ slug }) => slug === by.team)
  return team ? person(team.members[0]) : null
}

function vendorOf({ voucher, ...vendor }: SeedVendor, person: (key: string) => string): Prisma.InputJsonValue {
  return { ...vendor, voucher_id: person(voucher) }
}

/** Plain data as a JSON column takes it. */
function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value))
}
