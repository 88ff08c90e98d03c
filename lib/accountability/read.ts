import type { z } from 'zod'
import { assigneeOf } from '@/lib/core/accountability/gap'
import { mayAskEverybody, mayAssign, maySeeAccountability } from '@/lib/core/accountability/may'
import { loads } from '@/lib/core/accountability/responsibilities'
import { accountabilityWords } from '@/lib/core/accountability/say'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'
import { freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { cellsOf, type GapTimes } from './cells'
import type { CampaignView, MatrixPage, MatrixRow, matrixQuery, SharedRuntime } from './schema'

/** Far more workflows than an organisation has; an export has a limit all the same. */
const ROWS_MAX = 2_000

/**
 * Who answers for what, workflow by workflow, as far as this person may see: everything for compliance and administrators, else
 * the workflows that they own or answer for. Counts and headline are over all of that, whatever is filtered.
 */
export async function readMatrix(personId: string, query: z.infer<typeof matrixQuery>): Promise<MatrixPage> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const visible = visibleWorkflows(personId, directory)
  const all = await rowsOf(visible, personId, directory, at, sayingIn())
  const counted = { all: all.length, gaps: 0, due: 0, vendors: 0 }
  for (const row of all) for (const view of ['gaps', 'due', 'vendors'] as const) if (shows(row, view)) counted[view]++
  const q = query.q?.trim().toLowerCase() ?? ''
  const filtered = all.filter(
    (row) => (query.view === 'all' || shows(row, query.view)) && (q === '' || matches(row, q)),
  )
  const from = query.cursor === undefined ? 0 : filtered.findIndex(({ slug }) => slug === query.cursor) + 1
  const page = filtered.slice(from, from + query.limit)
  const campaign = await readCampaign(visible, directory)
  return {
    items: await withTraffic(page, directory),
    next_cursor: from + query.limit < filtered.length ? (page.at(-1)?.slug ?? null) : null,
    counts: counted,
    headline: headlineOf(all),
    campaign,
    may_start_campaign: mayAskEverybody(personId, directory),
    confirmed: {
      done: all.reduce((sum, row) => sum + row.cells.filter(({ state }) => state !== 'gap').length, 0),
      of: all.length * 5,
    },
    mine: all.reduce((sum, row) => sum + row.cells.filter((cell) => waitsFor(cell, campaign)).length, 0),
    shared_runtimes: sharedRuntimes(visible, directory),
    server_now: at.toISOString(),
  }
}

/** All rows that this person may see, for the export: a file that reads the same for everybody, in English. */
export async function readAllRows(personId: string): Promise<MatrixRow[]> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  return rowsOf(visibleWorkflows(personId, directory).slice(0, ROWS_MAX), personId, directory, at, 'en')
}

/** The campaign that is open, with how far it is in these workflows. */
export async function readCampaign(
  workflows: readonly DirectoryWorkflow[],
  directory: Directory,
): Promise<CampaignView | null> {
  const row = await prisma().attestationCampaign.findFirst({ where: { closedAt: null } })
  if (!row) return null
  const live = workflows.flatMap(({ assignments }) => assignments)
  const confirmed = live.filter(
    (assignment) =>
      assignment.acknowledgedAt !== null &&
      assignment.acknowledgedAt >= row.startedAt &&
      assignment.acknowledgedById === assigneeOf(assignment, directory),
  )
  return {
    id: row.id,
    title: row.title,
    started_at: row.startedAt.toISOString(),
    due_at: row.dueAt.toISOString(),
    started_by: directory.people.get(row.startedBy)?.name ?? row.startedBy,
    asked: live.length,
    confirmed: confirmed.length,
  }
}

/** When assignments of these workflows were made, when the last one of each role ended, and when people left. */
export async function readGapTimes(workflowIds: readonly string[]): Promise<GapTimes> {
  const rows = await prisma().accountabilityAssignment.findMany({
    where: { workflowId: { in: [...workflowIds] } },
    select: { id: true, workflowId: true, role: true, createdAt: true, endedAt: true },
    orderBy: { endedAt: 'asc' },
    take: 20_000,
  })
  const left = await prisma().person.findMany({
    where: { disabledAt: { not: null } },
    select: { id: true, disabledAt: true },
    take: 20_000,
  })
  return {
    left: new Map(left.flatMap((row) => (row.disabledAt ? [[row.id, row.disabledAt] as const] : []))),
    ended: new Map(
      rows.flatMap((row) => (row.endedAt ? [[`${row.workflowId}.${row.role}`, row.endedAt] as const] : [])),
    ),
    assigned: new Map(rows.flatMap((row) => (row.endedAt ? [] : [[row.id, row.createdAt] as const]))),
  }
}

/** Requests of a workflow that were denied for a gap since `since`, or in the last 30 days; counted up to 10,000. */
export async function countDenied(workflowId: string, since: string | null): Promise<number> {
  const [row] = await prisma().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM requests WHERE workflow_id = ${workflowId} AND status = 'denied' AND reasons @> '[{"code":"accountability.gap"}]'
        AND created_at >= GREATEST(${since}::timestamptz, now() - interval '30 days') LIMIT 10000) AS denied`
  return row?.count ?? 0
}

function visibleWorkflows(personId: string, directory: Directory): DirectoryWorkflow[] {
  const order = { active: 0, suspended: 1, draft: 2 }
  return [...directory.workflows.values()]
    .filter((workflow) => maySeeAccountability(personId, workflow, directory))
    .sort((a, b) => order[a.status] - order[b.status] || a.title.localeCompare(b.title) || a.slug.localeCompare(b.slug))
}

async function rowsOf(
  workflows: readonly DirectoryWorkflow[],
  personId: string,
  directory: Directory,
  at: Date,
  language: SaidIn,
): Promise<MatrixRow[]> {
  const load = loads(directory)
  const times = await readGapTimes(workflows.map(({ id }) => id))
  return workflows.map((workflow) => ({
    slug: workflow.slug,
    title: workflow.title,
    status: workflow.status,
    version: workflow.boundary?.version ?? null,
    requests_30d: 0,
    denied: 0,
    may_assign: mayAssign(personId, workflow, directory),
    cells: cellsOf(workflow, personId, directory, load, times, at, language),
  }))
}

/** The rows with what was asked and what was denied: only those that are shown, because counting costs. */
async function withTraffic(rows: readonly MatrixRow[], directory: Directory): Promise<MatrixRow[]> {
  const ids = rows.map(({ slug }) => directory.workflowIdBySlug.get(slug) ?? '')
  const counts = await prisma().$queryRaw<{ id: string; count: number }[]>`
    SELECT w.id, (SELECT count(*)::int FROM (SELECT 1 FROM requests r WHERE r.workflow_id = w.id AND r.created_at > now() - interval '30 days' LIMIT 10000) AS lately) AS count
    FROM unnest(${ids}::text[]) AS w(id)`
  const byId = new Map(counts.map((row) => [row.id, row.count]))
  return Promise.all(
    rows.map(async (row, index) => {
      const id = ids[index] ?? ''
      const gaps = row.cells.filter(({ state }) => state === 'gap')
      const since = gaps.map(({ gap_since }) => gap_since).sort()[0] ?? null
      return {
        ...row,
        requests_30d: byId.get(id) ?? 0,
        denied: gaps.length > 0 && row.status === 'active' ? await countDenied(id, since) : 0,
      }
    }),
  )
}

function shows(row: MatrixRow, view: 'gaps' | 'due' | 'vendors'): boolean {
  return row.cells.some((cell) =>
    view === 'gaps' ? cell.state === 'gap' : view === 'due' ? cell.state === 'due' : cell.kind === 'vendor',
  )
}

function matches(row: MatrixRow, q: string): boolean {
  const said = [row.title, row.slug, ...row.cells.flatMap((cell) => [cell.name, cell.person?.name ?? ''])]
  return said.some((text) => text.toLowerCase().includes(q))
}

/** Waits for this person's passkey: not acknowledged, due soon or overdue, or asked by the open campaign. */
export function waitsFor(cell: MatrixRow['cells'][number], campaign: CampaignView | null): boolean {
  if (!cell.may.acknowledge) return false
  if (cell.state !== 'ok') return true
  return campaign !== null && (cell.acknowledged_at === null || cell.acknowledged_at < campaign.started_at)
}

function headlineOf(rows: readonly MatrixRow[]): MatrixPage['headline'] {
  const denied = rows.filter((row) => row.status === 'active' && row.cells.some(({ state }) => state === 'gap'))
  if (denied.length === 0) return null
  const gaps = denied.flatMap((row) =>
    row.cells.filter(({ state }) => state === 'gap').map((cell) => ({ row, cell, key: `${row.slug}.${cell.role}` })),
  )
  const words = accountabilityWords(sayingIn())
  const said = gaps.slice(0, 3).map(({ row, cell }) => words.headlineGap(row.title, cell.role, cell.gap ?? ''))
  const more = gaps.length - said.length
  return {
    workflows: denied.length,
    sentence: words.headline(denied.length),
    detail: [...said, ...(more > 0 ? [words.more(more)] : [])].join(' '),
    cells: gaps.map(({ key }) => key),
  }
}

/** Runtimes that more than one of these workflows use, with who answers for them. */
function sharedRuntimes(workflows: readonly DirectoryWorkflow[], directory: Directory): SharedRuntime[] {
  return [...directory.runtimes.values()].flatMap((runtime): SharedRuntime[] => {
    const users = workflows.filter(({ runtimes }) => runtimes.has(runtime.slug))
    if (users.length < 2) return []
    return [
      {
        slug: runtime.slug,
        title: runtime.title,
        used_by: users.map(({ slug, title }) => ({ slug, title })),
        managed_by: runtime.vendor?.name ?? 'us',
        owner: runtime.ownerId === null ? null : (directory.people.get(runtime.ownerId)?.name ?? runtime.ownerId),
      },
    ]
  })
}
