import type { Json } from '@/lib/core/canonical/json'
import type { ActionType, Assignment, Directory, DirectoryWorkflow, ParamLabel, RiskFacts } from '@/lib/core/directory'
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
      const credentials = await tx.credential.findMany({ where: { revokedAt: null } })
      const workflows = await tx.workflow.findMany({
        include: {
          owners: true,
          actionTypes: { where: { status: 'active' } },
          resources: true,
          boundaries: { where: { status: 'active' } },
          assignments: { where: { endedAt: null } },
        },
      })
      return { revision, organisation, people, teams, runtimes, agents, executors, auditors, credentials, workflows }
    },
    { isolationLevel: 'RepeatableRead', timeout: 15_000 },
  )
  const workflows = rows.workflows.map(
    (row): DirectoryWorkflow => ({
      id: row.id,
      slug: row.slug,
      title: row.title,
      codePrefix: row.codePrefix,
      status: row.status as DirectoryWorkflow['status'],
      ownerIds: row.owners.map((owner) => owner.personId),
      boundary:
        row.boundaries
          .filter((boundary) => boundary.id === row.activeBoundaryId)
          .map((boundary) => ({
            id: boundary.id,
            version: boundary.version,
            cedar: boundary.cedar,
            cedarSchema: boundary.cedarSchema as Json,
          }))[0] ?? null,
      actionTypes: new Map(
        row.actionTypes.map((type): [string, ActionType] => [
          type.name,
          {
            id: type.id,
            name: type.name,
            title: type.title,
            paramsSchema: type.paramsSchema as Json,
            resourceKind: type.resourceKind,
            titleTemplate: type.titleTemplate,
            paramLabels: type.paramLabels as ParamLabel[],
            riskFacts: type.riskFacts as RiskFacts,
            example: type.example as Json,
          },
        ]),
      ),
      resources: row.resources.map((resource) => ({
        id: resource.id,
        kind: resource.kind,
        pattern: resource.pattern,
        title: resource.title,
        environment: resource.environment,
        sensitivity: resource.sensitivity,
        facts: resource.facts as Record<string, string>,
      })),
      assignments: row.assignments.map((assignment) => ({
        role: assignment.role as Assignment['role'],
        personId: assignment.personId,
        teamId: assignment.teamId,
        vendor: assignment.vendor as Assignment['vendor'],
        acknowledgedAt: assignment.acknowledgedAt,
        reviewDue: assignment.reviewDue,
      })),
    }),
  )
  return {
    revision: rows.revision,
    organisation: {
      name: rows.organisation?.name ?? 'Countersign',
      slug: rows.organisation?.slug ?? 'countersign',
      isDemo: rows.organisation?.isDemo ?? false,
    },
    people: byId(
      rows.people.map((row) => ({
        id: row.id,
        name: row.name,
        title: row.title,
        email: row.email,
        status: row.status as 'active' | 'disabled',
        roles: row.roles.map((role) => role.role as 'compliance' | 'admin'),
      })),
    ),
    teams: byId(
      rows.teams.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        leadId: row.leadId,
        memberIds: new Set(row.members.map((member) => member.personId)),
      })),
    ),
    teamIdBySlug: new Map(rows.teams.map((row) => [row.slug, row.id])),
    runtimes: byId(
      rows.runtimes.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        vendor: row.vendor,
        status: row.status,
      })),
    ),
    agents: byId(
      rows.agents.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        sponsorId: row.sponsorId,
        runtimeId: row.runtimeId,
        status: row.status as 'active' | 'suspended' | 'retired',
      })),
    ),
    executors: byId(
      rows.executors.map((row) => ({
        id: row.id,
        slug: row.slug,
        title: row.title,
        sponsorId: row.sponsorId,
        status: row.status as 'active' | 'suspended' | 'retired',
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
    workflows: byId(workflows),
    workflowIdBySlug: new Map(workflows.map((workflow) => [workflow.slug, workflow.id])),
  }
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
