import type { Json } from '@/lib/core/canonical/json'
import { type CatalogueJson, emptyCatalogue, readCatalogue } from '@/lib/core/catalogue/catalogue'
import type {
  Assignment,
  Directory,
  DirectoryWorkflow,
  Loosened,
  MachineStatus,
  RuntimeVendor,
} from '@/lib/core/directory'
import { limits } from '@/lib/core/limits'
import { env } from '@/lib/platform/env'
import { type Db, prisma } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'

/** The configuration's revision number, without a lock. */
export async function readRevision(db: Db = prisma()): Promise<bigint> {
  const rows = await db.$queryRaw<{ revision: bigint }[]>`SELECT revision FROM config_revision WHERE id = 1`
  return rows[0]?.revision ?? 0n
}

/** Takes the shared configuration lock until the transaction ends and gives the revision that now holds: first step of every deciding transaction. */
export async function holdRevision(tx: Tx): Promise<bigint> {
  const rows = await tx.$queryRaw<{ revision: bigint }[]>`SELECT countersign_config_hold() AS revision`
  return rows[0]?.revision ?? 0n
}

/**
 * Takes the configuration lock for itself until the transaction ends and gives the revision that holds: first step of every
 * transaction that will change what decisions rest on. Taking it shared first and alone later would deadlock with another
 * one that does the same.
 */
export async function lockRevision(tx: Tx): Promise<bigint> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(4342342)`
  return readRevision(tx)
}

/** The database's clock. */
export async function databaseNow(db: Db = prisma()): Promise<Date> {
  const rows = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return rows[0]?.now ?? new Date(Number.NaN)
}

/**
 * Everything that decisions rest on, read in one REPEATABLE READ snapshot so that the number belongs to the data.
 * Rows whose shape is not understood throw: a directory with a hole would judge by what is missing.
 */
export async function loadDirectory(): Promise<Directory> {
  const rows = await prisma().$transaction(
    async (tx) => {
      const revision = await readRevision(tx)
      const organisation = await tx.organisation.findUnique({ where: { id: 1 } })
      const people = await tx.person.findMany({ include: { roles: true } })
      const teams = await tx.team.findMany({ include: { members: true } })
      const runtimes = await tx.runtime.findMany()
      const agents = await tx.agent.findMany()
      const executors = await tx.executor.findMany()
      const auditors = await tx.auditor.findMany()
      const pipelines = await tx.pipeline.findMany()
      const ownerships = await tx.runtimeOwnership.findMany()
      const credentials = await tx.credential.findMany({ where: { revokedAt: null } })
      const workflows = await tx.workflow.findMany({
        include: {
          owners: true,
          boundaries: { where: { status: 'active' }, include: { reviews: { where: { verb: 'approve' } } } },
          assignments: { where: { endedAt: null } },
        },
      })
      const earlier = await findEarlier(
        tx,
        workflows.flatMap(({ boundaries }) => boundaries.filter(({ direction }) => direction === 'loosens')),
      )
      return {
        revision,
        organisation,
        earlier,
        people,
        teams,
        runtimes,
        agents,
        executors,
        auditors,
        pipelines,
        ownerships,
        credentials,
        workflows,
      }
    },
    { isolationLevel: 'RepeatableRead', timeout: 15_000 },
  )
  const workflows = rows.workflows.map((row): DirectoryWorkflow => {
    const active = row.boundaries.find((boundary) => boundary.id === row.activeBoundaryId)
    return {
      id: row.id,
      slug: row.slug,
      title: row.title,
      codePrefix: row.codePrefix,
      status: row.status as DirectoryWorkflow['status'],
      ownerIds: row.owners.map((owner) => owner.personId),
      boundary: active
        ? {
            id: active.id,
            version: active.version,
            cedar: active.cedar,
            cedarSchema: active.cedarSchema as Json,
            loosened: loosenedBy(active, rows.earlier.get(row.id)),
          }
        : null,
      ...readCatalogue(active ? (active.catalogue as CatalogueJson) : emptyCatalogue),
      assignments: row.assignments.map((assignment) => ({
        id: assignment.id,
        role: assignment.role as Assignment['role'],
        personId: assignment.personId,
        teamId: assignment.teamId,
        vendor: readVendor(assignment.vendor as VendorRow | null),
        acknowledgedAt: assignment.acknowledgedAt,
        acknowledgedById: assignment.acknowledgedBy,
        reviewDue: assignment.reviewDue,
      })),
    }
  })
  return {
    revision: rows.revision,
    organisation: {
      name: rows.organisation?.name ?? 'Countersign',
      slug: rows.organisation?.slug ?? 'countersign',
      isDemo: rows.organisation?.isDemo ?? false,
      // As chosen, or as this process was started until somebody chose: nothing else reads that part of the environment (decision 0017).
      guard: {
        many: rows.organisation?.guardApprovals ?? env().guard.many,
        restMinutes: rows.organisation?.guardRestMinutes ?? env().guard.restMinutes,
      },
    },
    people: byId(
      rows.people.map((row) => ({
        id: row.id,
        name: row.name,
        title: row.title,
        email: row.email,
        status: row.status as 'active' | 'disabled',
        roles: row.roles.map((role) => role.role as 'compliance' | 'admin'),
        recoveringUntil: row.recoveredAt && new Date(row.recoveredAt.getTime() + limits.recoveryHours * 3_600_000),
      })),
    ),
    teams: byId(
      rows.teams.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        leadId: row.leadId,
        memberIds: new Set(row.members.map((member) => member.personId)),
        memberSince: new Map(row.members.map((member) => [member.personId, member.since])),
      })),
    ),
    teamIdBySlug: new Map(rows.teams.map((row) => [row.slug, row.id])),
    runtimes: byId(
      rows.runtimes.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        ownerId: row.ownerId,
        vendor: readRuntimeVendor(row.vendor as RuntimeVendorRow | null),
        status: row.status as 'active' | 'suspended' | 'quarantined',
      })),
    ),
    agents: byId(
      rows.agents.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        sponsorId: row.sponsorId,
        runtimeId: row.runtimeId,
        status: row.status as MachineStatus,
      })),
    ),
    executors: byId(
      rows.executors.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        sponsorId: row.sponsorId,
        status: row.status as MachineStatus,
      })),
    ),
    executorIdBySlug: new Map(rows.executors.map((row) => [row.slug, row.id])),
    auditors: byId(rows.auditors.map((row) => ({ id: row.id, slug: row.slug, title: row.title, status: row.status }))),
    credentials: new Map(
      rows.credentials.flatMap((row) => {
        const owner =
          row.agentId !== null
            ? { kind: 'agent' as const, id: row.agentId }
            : row.executorId !== null
              ? { kind: 'executor' as const, id: row.executorId }
              : row.auditorId !== null
                ? { kind: 'auditor' as const, id: row.auditorId }
                : row.pipelineId !== null
                  ? { kind: 'pipeline' as const, id: row.pipelineId }
                  : null
        return owner
          ? [
              [
                row.fingerprint,
                {
                  id: row.id,
                  kind: row.kind as 'api_key' | 'private_key_jwt',
                  fingerprint: row.fingerprint,
                  publicJwk: row.publicJwk as Json | null,
                  owner,
                  expiresAt: row.expiresAt,
                },
              ] as const,
            ]
          : []
      }),
    ),
    pipelines: byId(
      rows.pipelines.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        sponsorId: row.sponsorId,
        status: row.status as 'active' | 'suspended',
      })),
    ),
    ownerships: rows.ownerships.map(({ runtime, action, pattern, workflowId }) => ({
      runtime,
      action,
      pattern,
      workflowId,
    })),
    workflows: byId(workflows),
    workflowIdBySlug: new Map(workflows.map((workflow) => [workflow.slug, workflow.id])),
  }
}

type Earlier = { id: string; workflowId: string; cedar: string; catalogue: Json }

/** For each of these versions, by its workflow, the one that was in force before it; none for a first one. */
async function findEarlier(
  tx: Db,
  active: readonly { id: string; workflowId: string }[],
): Promise<Map<string, Earlier>> {
  if (active.length === 0) return new Map()
  const rows = await tx.$queryRaw<Earlier[]>`
    SELECT DISTINCT ON (b.workflow_id) b.id, b.workflow_id AS "workflowId", b.cedar, b.catalogue FROM boundaries b
    WHERE b.status = 'retired' AND b.activated_at IS NOT NULL AND b.workflow_id = ANY(${active.map(({ workflowId }) => workflowId)}::text[])
    ORDER BY b.workflow_id, b.activated_at DESC, b.version DESC`
  return new Map(rows.map((row) => [row.workflowId, row]))
}

/** Who let a loosening through, and what it took the place of. */
function loosenedBy(
  active: {
    direction: string | null
    changeDigest: string | null
    reviews: { personId: string; changeDigest: string }[]
  },
  before: Earlier | undefined,
): Loosened | null {
  if (active.direction !== 'loosens' || !before) return null
  const reviewerIds = active.reviews
    .filter(({ changeDigest }) => changeDigest === active.changeDigest)
    .map(({ personId }) => personId)
  return {
    before: { id: before.id, cedar: before.cedar, ...readCatalogue(before.catalogue as CatalogueJson) },
    reviewerIds: [...new Set(reviewerIds)].sort(),
  }
}

/** As the columns keep them; their CHECKs hold the shape. */
type VendorRow = { name: string; contract: string; contact: string; voucher_id: string }
type RuntimeVendorRow = {
  name: string
  contract: string
  contact: string
  approval_logic: string | null
  logging: string | null
  incident_response: string | null
}

function readVendor(row: VendorRow | null): Assignment['vendor'] {
  return row && { name: row.name, contract: row.contract, contact: row.contact, voucherId: row.voucher_id }
}

function readRuntimeVendor(row: RuntimeVendorRow | null): RuntimeVendor | null {
  return (
    row && {
      name: row.name,
      contract: row.contract,
      contact: row.contact,
      approvalLogic: row.approval_logic,
      logging: row.logging,
      incidentResponse: row.incident_response,
    }
  )
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
