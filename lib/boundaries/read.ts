import type { Directory } from '@/lib/core/directory'
import { accountableOwner, mayEditWorkflow, mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { aroundOf } from './around'
import { checkText } from './check'
import { readReview } from './read-review'
import type { BoundaryView } from './schema-views'
import { type BoundaryRow, boundaryOf } from './store'

/** The open version of a workflow (`draft`, `in_review`), or the one with this number; null to whoever may not read it. */
export async function readBoundary(
  personId: string,
  slug: string,
  version: number | 'open',
): Promise<BoundaryView | null> {
  const [directory, at] = await Promise.all([currentDirectory(), now()])
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow) return null
  const rows = await prisma().boundary.findMany({
    where: {
      workflowId: workflow.id,
      OR: [{ status: { in: ['draft', 'in_review', 'active'] } }, ...(version === 'open' ? [] : [{ version }])],
    },
  })
  const found = rows.map(boundaryOf)
  const open = found.find(({ status }) => status === 'draft' || status === 'in_review')
  if (!mayReadWorkflow(personId, workflow, open?.status === 'in_review', directory)) return null
  const row = version === 'open' ? open : found.find((each) => each.version === version)
  if (!row) return null
  const active = found.find(({ status }) => status === 'active') ?? null
  const basedOn = row.basedOnId
    ? await prisma().boundary.findUnique({ where: { id: row.basedOnId }, select: { version: true } })
    : null
  const owns = mayEditWorkflow(personId, workflow, directory)
  const accountable = accountableOwner(workflow, directory)
  const name = (id: string) => directory.people.get(id)?.name ?? id
  return {
    id: row.id,
    workflow: {
      slug: workflow.slug,
      title: workflow.title,
      status: workflow.status,
      accountable: accountable && name(accountable),
    },
    version: row.version,
    status: row.status,
    title: row.title,
    note: row.note,
    ticket: row.ticket,
    cedar: row.cedar,
    catalogue: row.catalogue,
    tests: row.tests,
    author: { id: row.authorId, name: name(row.authorId) },
    based_on: basedOn?.version ?? null,
    source: row.source,
    source_ref: row.sourceRef,
    edits: row.edits,
    edited:
      row.editedBy && row.editedAt
        ? { by: { id: row.editedBy, name: name(row.editedBy) }, at: row.editedAt.toISOString() }
        : null,
    check: await checkText(row, aroundOf(workflow, active, directory, at), sayingIn()),
    active: activeOf(active),
    known: knownNames(row, directory),
    ...(await readReview(row, workflow, personId, directory, at)),
    may: {
      edit: owns && row.status === 'draft',
      withdraw: row.status === 'in_review' && (owns || row.authorId === personId),
      discard: owns && row.status === 'draft',
    },
    server_now: at.toISOString(),
  }
}

function activeOf(active: BoundaryRow | null): BoundaryView['active'] {
  return (
    active && {
      version: active.version,
      cedar: active.cedar,
      catalogue: active.catalogue,
      activated_at: (active.activatedAt ?? active.createdAt).toISOString(),
    }
  )
}

/** What the form may name: teams with how many could decide now, and machines that are not retired. */
function knownNames(row: BoundaryRow, directory: Directory): BoundaryView['known'] {
  const bySlug = <T extends { slug: string }>(list: T[]) => list.sort((a, b) => (a.slug < b.slug ? -1 : 1))
  const used = new Set([...row.catalogue.agents, ...row.catalogue.executors])
  const current = ({ slug, status }: { slug: string; status: string }) => status !== 'retired' || used.has(slug)
  return {
    teams: bySlug(
      [...directory.teams.values()].map(({ slug, title, memberIds }) => ({
        slug,
        title,
        members: [...memberIds].filter((id) => directory.people.get(id)?.status === 'active').length,
      })),
    ),
    agents: bySlug(
      [...directory.agents.values()].filter(current).map(({ slug, title, status, runtimeId }) => ({
        slug,
        title,
        runtime: directory.runtimes.get(runtimeId)?.slug ?? '',
        status,
      })),
    ),
    executors: bySlug(
      [...directory.executors.values()].filter(current).map(({ slug, title, status }) => ({ slug, title, status })),
    ),
    runtimes: bySlug(
      [...directory.runtimes.values()].map(({ slug, title, status, vendor }) => ({
        slug,
        title,
        vendor: vendor?.name ?? null,
        status,
      })),
    ),
  }
}
