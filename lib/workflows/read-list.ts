import type { z } from 'zod'
import type { workflowsQuery } from '@/lib/boundaries/schema'
import type { WorkflowsPage } from '@/lib/boundaries/schema-views'
import { assigneeOf } from '@/lib/core/accountability/gap'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { mayCreateWorkflow, mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory, now } from '@/lib/directory/current'
import { countStats, findWorkflowRows, gapsOf, itemOf, type WorkflowRow } from './read-items'

type Seen = { row: WorkflowRow; workflow: DirectoryWorkflow }

/** The workflows that a person may read, by title; the cursor is the slug of the last one of the page before. */
export async function readWorkflows(personId: string, query: z.infer<typeof workflowsQuery>): Promise<WorkflowsPage> {
  const [directory, at, rows] = await Promise.all([currentDirectory(), now(), findWorkflowRows(null)])
  const seen = rows.flatMap((row): Seen[] => {
    const workflow = directory.workflows.get(row.id)
    return workflow && mayReadWorkflow(personId, workflow, row.openStatus === 'in_review', directory)
      ? [{ row, workflow }]
      : []
  })
  const views = {
    all: () => true,
    mine: ({ workflow }: Seen) => isMine(personId, workflow, directory),
    gaps: ({ row, workflow }: Seen) => gapsOf(row, workflow, directory, at).length > 0,
    in_review: ({ row }: Seen) => row.openStatus === 'in_review',
  }
  const found = seen.filter(views[query.view]).filter(({ row }) => matches(row, query.q))
  const from = query.cursor === undefined ? 0 : 1 + found.findIndex(({ row }) => row.slug === query.cursor)
  const page = found.slice(from, from + query.limit)
  const stats = await countStats(page.map(({ row }) => row.id))
  return {
    items: page.map(({ row, workflow }) => itemOf(row, workflow, stats.get(row.id), directory, at)),
    next_cursor: from + query.limit < found.length ? (page.at(-1)?.row.slug ?? null) : null,
    counts: {
      all: seen.length,
      mine: seen.filter(views.mine).length,
      gaps: seen.filter(views.gaps).length,
      in_review: seen.filter(views.in_review).length,
    },
    may_create: mayCreateWorkflow(personId, directory),
    server_now: at.toISOString(),
  }
}

/** Owned, or answered for in one of its roles. */
function isMine(personId: string, workflow: DirectoryWorkflow, directory: Directory): boolean {
  return (
    workflow.ownerIds.includes(personId) ||
    workflow.assignments.some((assignment) => assigneeOf(assignment, directory) === personId)
  )
}

function matches(row: WorkflowRow, text: string | undefined): boolean {
  const sought = text?.trim().toLowerCase()
  return !sought || [row.slug, row.title, row.description].some((each) => each.toLowerCase().includes(sought))
}
