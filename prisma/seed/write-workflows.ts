import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import type { Prisma } from '@/prisma/generated/client'
import type { SeedContext } from './context'
import type { DemoFile } from './demo-file'
import type { SeedWorkflow } from './shape'
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
  return listed
}

async function writeWorkflow(
  context: SeedContext,
  people: SeededPeople,
  workflow: SeedWorkflow,
  workflowId: string,
): Promise<void> {
  const { tx, now, newId } = context
  const person = (key: string) => idOf(people.idByKey, key)
  const { slug, title, description, codePrefix } = workflow
  await tx.workflow.create({ data: { id: workflowId, slug, title, description, codePrefix } })
  await tx.workflowOwner.createMany({ data: workflow.owners.map((key) => ({ workflowId, personId: person(key) })) })
  await tx.actionType.createMany({
    data: workflow.actions.map(({ paramsSchema, paramLabels, riskFacts, example, ...action }) => ({
      id: newId('act'),
      workflowId,
      ...action,
      paramsSchema: asJson(paramsSchema),
      paramLabels: asJson(paramLabels),
      riskFacts: asJson(riskFacts),
      example: asJson(example),
    })),
  })
  await tx.resource.createMany({
    data: workflow.resources.map(({ facts, ...resource }) => ({
      id: newId('rsc'),
      workflowId,
      ...resource,
      facts: asJson(facts),
    })),
  })
  await tx.accountabilityAssignment.createMany({
    data: workflow.accountability.map(({ role, by }) => ({
      id: newId('asg'),
      workflowId,
      role,
      personId: 'person' in by ? person(by.person) : null,
      teamId: 'team' in by ? idOf(people.teamIdBySlug, by.team) : null,
      ...('vendor' in by ? { vendor: { ...by.vendor } } : {}),
      acknowledgedAt: now,
      reviewDue: new Date(now.getTime() + REVIEW_DAYS * DAY_MS),
    })),
  })
  await activateBoundary(context, workflow, workflowId, person)
}

/** As people would do it: one writes the draft and hands it in, another one activates it (law 12). */
async function activateBoundary(
  { tx, now, newId }: SeedContext,
  { boundary, actions }: SeedWorkflow,
  workflowId: string,
  person: (key: string) => string,
): Promise<void> {
  const { id } = await tx.boundary.create({
    data: {
      id: newId('bnd'),
      workflowId,
      version: 1,
      status: 'draft',
      cedar: boundary.cedar,
      cedarSchema: asJson(cedarSchemaFor(actions)),
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

/** Plain data as a JSON column takes it. */
function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value))
}
