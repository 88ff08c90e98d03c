import type { WorkflowItem } from '@/lib/boundaries/schema-views'
import type { PinnedTest } from '@/lib/core/boundary/analysis'
import { accountabilityFile, fileDigest, type WorkflowFile } from '@/lib/core/boundary/files'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { workflowGaps } from '@/lib/core/workflow/gaps'
import { accountableOwner } from '@/lib/core/workflow/visibility'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { Prisma } from '@/prisma/generated/client'

/** One workflow with its version in force, its open version and what was last seen of it in code. */
export type WorkflowRow = {
  id: string
  slug: string
  title: string
  description: string
  codePrefix: string
  status: 'draft' | 'active' | 'suspended'
  suspendedAt: Date | null
  version: number | null
  activatedAt: Date | null
  cedar: string | null
  catalogue: CatalogueJson | null
  tests: PinnedTest[] | null
  openVersion: number | null
  openStatus: 'draft' | 'in_review' | null
  openTitle: string | null
  openBy: string | null
  openRuntimes: string[] | null
  codeDigest: string | null
  codeRef: string | null
  codeSeenAt: Date | null
  codePipeline: string | null
}

/** All workflows, or those named: there are some dozens, and who may see which is core's to say. */
export async function findWorkflowRows(slug: string | null): Promise<WorkflowRow[]> {
  const one = slug === null ? Prisma.empty : Prisma.sql`WHERE w.slug = ${slug}`
  return prisma().$queryRaw<WorkflowRow[]>`
    SELECT w.id, w.slug, w.title, w.description, w.code_prefix AS "codePrefix", w.status, w.suspended_at AS "suspendedAt",
      a.version, a.activated_at AS "activatedAt", a.cedar, a.catalogue, a.tests,
      o.version AS "openVersion", o.status AS "openStatus", o.title AS "openTitle", o.author_id AS "openBy",
      CASE WHEN o.id IS NULL THEN NULL ELSE ARRAY(SELECT jsonb_array_elements_text(o.catalogue -> 'runtimes')) END AS "openRuntimes",
      c.digest AS "codeDigest", c.ref AS "codeRef", c.seen_at AS "codeSeenAt", c.pipeline_id AS "codePipeline"
    FROM workflows w LEFT JOIN boundaries a ON a.id = w.active_boundary_id
      LEFT JOIN boundaries o ON o.workflow_id = w.id AND o.status IN ('draft', 'in_review')
      LEFT JOIN code_states c ON c.workflow_id = w.id ${one}
    ORDER BY w.title, w.slug`
}

/** The numbers of the last 30 days of these workflows, in one statement. */
export async function countStats(ids: readonly string[]): Promise<Map<string, WorkflowItem['stats']>> {
  const rows = await prisma().$queryRaw<
    ({ workflow_id: string; approved: number; decided: number } & Record<'requests' | 'expired', number> &
      Record<'t0' | 't1' | 't2' | 't3' | 'tx', number> & { median: number | null })[]
  >`
    SELECT workflow_id, count(*)::int AS requests,
      count(*) FILTER (WHERE level = 'T0')::int AS t0, count(*) FILTER (WHERE level = 'T1')::int AS t1, count(*) FILTER (WHERE level = 'T2')::int AS t2,
      count(*) FILTER (WHERE level = 'T3')::int AS t3, count(*) FILTER (WHERE level = 'TX')::int AS tx,
      count(*) FILTER (WHERE tier = 'approve' AND status = 'expired')::int AS expired,
      count(*) FILTER (WHERE tier = 'approve' AND status = 'approved')::int AS approved,
      count(*) FILTER (WHERE tier = 'approve' AND status IN ('approved', 'denied'))::int AS decided,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved_at - created_at))
        FILTER (WHERE tier = 'approve' AND status IN ('approved', 'denied'))::float8 AS median
    FROM requests WHERE workflow_id = ANY(${[...ids]}::text[]) AND created_at > now() - interval '30 days' GROUP BY workflow_id`
  return new Map(
    rows.map((row) => [
      row.workflow_id,
      {
        requests: row.requests,
        levels: { T0: row.t0, T1: row.t1, T2: row.t2, T3: row.t3, TX: row.tx },
        approval_rate: row.decided === 0 ? null : row.approved / row.decided,
        median_seconds: row.median === null ? null : Math.round(row.median),
        expired: row.expired,
      },
    ]),
  )
}

const nothing: WorkflowItem['stats'] = {
  requests: 0,
  levels: { T0: 0, T1: 0, T2: 0, T3: 0, TX: 0 },
  approval_rate: null,
  median_seconds: null,
  expired: 0,
}

/** What the list shows of one workflow. */
export function itemOf(
  row: WorkflowRow,
  workflow: DirectoryWorkflow,
  stats: WorkflowItem['stats'] | undefined,
  directory: Directory,
  now: Date,
): WorkflowItem {
  const name = (id: string) => directory.people.get(id)?.name ?? id
  const accountable = accountableOwner(workflow, directory)
  const active = activeDigest(row, workflow, directory)
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    status: row.status,
    owners: workflow.ownerIds.map((id) => ({ id, name: name(id) })),
    accountable: accountable && name(accountable),
    version: row.version,
    activated_at: row.activatedAt?.toISOString() ?? null,
    open:
      row.openVersion !== null && row.openStatus !== null
        ? { version: row.openVersion, status: row.openStatus, title: row.openTitle ?? '', by: name(row.openBy ?? '') }
        : null,
    gaps: gapsOf(row, workflow, directory, now),
    stats: stats ?? nothing,
    drift: row.codeDigest === null ? 'not_in_code' : row.codeDigest === active ? 'none' : 'drifted',
  }
}

/** Gaps of the version in force; before there is one, of the open version. */
export function gapsOf(row: WorkflowRow, workflow: DirectoryWorkflow, directory: Directory, now: Date): string[] {
  const runtimes = row.version === null ? (row.openRuntimes ?? []) : workflow.runtimes
  return workflowGaps(workflow, runtimes, directory, now, sayingIn()).map((gap) => gap.sentence)
}

/** The version in force as files. */
export function activeFile(row: WorkflowRow, workflow: DirectoryWorkflow, directory: Directory): WorkflowFile | null {
  if (row.catalogue === null || row.tests === null) return null
  return {
    v: 1,
    slug: row.slug,
    title: row.title,
    description: row.description,
    code_prefix: row.codePrefix,
    accountability: accountabilityFile(workflow.assignments, directory),
    catalogue: row.catalogue,
    tests: row.tests,
  }
}

/** The digest of the version in force as files; null before the first one. */
export function activeDigest(row: WorkflowRow, workflow: DirectoryWorkflow, directory: Directory): string | null {
  const file = activeFile(row, workflow, directory)
  return file && fileDigest(file, row.cedar ?? '')
}
