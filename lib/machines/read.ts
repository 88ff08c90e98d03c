import type { Directory } from '@/lib/core/directory'
import { findMachine, type Machine, machineKinds, machinesOf } from '@/lib/core/machine/machine'
import {
  isAdmin,
  mayChangeSponsor,
  mayManageMachine,
  mayResumeMachine,
  ownsWorkflow,
} from '@/lib/core/machine/may-manage'
import { maySeeMachine, maySeeRuntime } from '@/lib/core/machine/may-stop'
import { stopsFrom } from '@/lib/core/machine/stop'
import { freshDirectory, now } from '@/lib/directory/current'
import { visibleTo } from '@/lib/inbox/store'
import { viewerOf } from '@/lib/inbox/viewer'
import { prisma } from '@/lib/platform/prisma'
import { Prisma } from '@/prisma/generated/client'
import type { Choices, CredentialView, MachinesPage, MachinesQuery, MachineView, Traffic } from './schema'
import { countOpen } from './store-stop'
import { machineItemOf } from './view'

const DAYS = 30

// Reads here ask for the newest directory: whoever has just stopped something must not be shown it working.

/** Machines that a person is shown, by kind and slug; the cursor is the last id of the page before. */
export async function readMachines(personId: string, query: MachinesQuery): Promise<MachinesPage> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const seen = machinesOf(directory).filter((machine) => maySeeMachine(personId, machine, directory))
  const words = query.q?.toLowerCase()
  const matching = seen.filter(
    (machine) =>
      (query.kind === undefined || machine.kind === query.kind) &&
      (query.status === undefined || machine.status === query.status) &&
      (words === undefined || `${machine.slug} ${machine.title.toLowerCase()}`.includes(words)),
  )
  const from = query.cursor === undefined ? 0 : matching.findIndex((machine) => machine.id === query.cursor) + 1
  const page = query.cursor !== undefined && from === 0 ? [] : matching.slice(from, from + query.limit)
  const [sightings, traffic] = await Promise.all([
    readSightings(page.map((machine) => machine.id)),
    readTraffic(page.filter((machine) => machine.kind === 'agent').map((machine) => machine.id)),
  ])
  const count = (kind: Machine['kind']) => seen.filter((machine) => machine.kind === kind).length
  return {
    items: page.map((machine) =>
      machineItemOf(
        machine,
        {
          seenAt: sightings.get(machine.id) ?? null,
          traffic: machine.kind === 'agent' ? (traffic.get(machine.id) ?? noTraffic()) : null,
        },
        directory,
        at,
      ),
    ),
    next_cursor: from + page.length < matching.length ? (page.at(-1)?.id ?? null) : null,
    counts: {
      agent: count('agent'),
      executor: count('executor'),
      auditor: count('auditor'),
      pipeline: count('pipeline'),
      runtime: [...directory.runtimes.values()].filter((runtime) => maySeeRuntime(personId, runtime, directory)).length,
    },
    may_register: registrable(personId, directory),
    server_now: at.toISOString(),
  }
}

/** One machine with its credentials, what a stop would end now and what it did lately; null when the person is not shown it. */
export async function readMachine(personId: string, id: string): Promise<MachineView | null> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const machine = findMachine(id, directory)
  if (!machine || !maySeeMachine(personId, machine, directory)) return null
  const [text, credentials, open, traffic, recent] = await Promise.all([
    readText(machine),
    prisma().credential.findMany({
      where: { OR: [{ agentId: id }, { executorId: id }, { auditorId: id }, { pipelineId: id }] },
      orderBy: { createdAt: 'desc' },
      take: 50,
    }),
    countOpen(prisma(), machine),
    machine.kind === 'executor' ? readTraffic([id], 'executor') : readTraffic([id]),
    readRecent(personId, machine, directory),
  ])
  const sightings = await readSightings([id, ...credentials.map((credential) => credential.id)])
  const acts = machine.kind === 'agent' || machine.kind === 'executor'
  const observed = { seenAt: sightings.get(id) ?? null, traffic: acts ? (traffic.get(id) ?? noTraffic()) : null }
  const stops = stopsFrom(machine.status, machine.kind)
  const manages = mayManageMachine(personId, machine, directory)
  return {
    machine: { ...machineItemOf(machine, observed, directory, at), ...text },
    credentials: credentials.map(
      (row): CredentialView => ({
        id: row.id,
        kind: row.kind as CredentialView['kind'],
        hint: row.hint,
        created_at: row.createdAt.toISOString(),
        expires_at: row.expiresAt?.toISOString() ?? null,
        revoked_at: row.revokedAt?.toISOString() ?? null,
        seen_at: sightings.get(row.id)?.toISOString() ?? null,
        state: row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= at ? 'expired' : 'live',
      }),
    ),
    open,
    recent,
    may: {
      change: manages && machine.status !== 'retired',
      change_sponsor:
        mayChangeSponsor(personId, directory) && machine.kind !== 'auditor' && machine.status !== 'retired',
      credentials: mayManageMachine(personId, machine, directory) && machine.status !== 'retired',
      stops: stops.filter((stop) => stop !== 'retired' || manages),
      resume:
        machine.status === 'quarantined'
          ? 'two'
          : machine.status !== 'suspended'
            ? null
            : mayResumeMachine(personId, machine, directory)
              ? 'self'
              : 'others',
    },
    server_now: at.toISOString(),
  }
}

/** What the forms offer: active people and registered runtimes. Empty for whoever may register nothing. */
export async function readChoices(personId: string): Promise<Choices> {
  const directory = await freshDirectory()
  if (!isAdmin(personId, directory) && !ownsWorkflow(personId, directory) && !ownsRuntime(personId, directory))
    return { people: [], runtimes: [] }
  const people = [...directory.people.values()].filter((person) => person.status === 'active')
  return {
    people: people
      .map(({ id, name, title }) => ({ id, name, title }))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
    runtimes: [...directory.runtimes.values()]
      .map(({ slug, title }) => ({ slug, title }))
      .sort((a, b) => (a.slug < b.slug ? -1 : 1)),
  }
}

function ownsRuntime(personId: string, directory: Directory): boolean {
  return [...directory.runtimes.values()].some((runtime) => runtime.ownerId === personId)
}

function registrable(personId: string, directory: Directory): MachinesPage['may_register'] {
  if (isAdmin(personId, directory)) return [...machineKinds, 'runtime']
  return ownsWorkflow(personId, directory) ? ['agent', 'executor', 'runtime'] : []
}

/** When these machines or credentials were last heard of. */
export async function readSightings(ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const rows = await prisma().machineSighting.findMany({ where: { machineId: { in: [...ids] } } })
  return new Map(rows.map((row) => [row.machineId, row.seenAt]))
}

function noTraffic(): Traffic {
  return { days: Array.from({ length: DAYS }, () => 0), requests: 0, denied: 0 }
}

/** Requests of the last 30 days by machine and day. */
async function readTraffic(
  ids: readonly string[],
  by: 'agent' | 'executor' = 'agent',
): Promise<ReadonlyMap<string, Traffic>> {
  const found = new Map<string, Traffic>()
  if (ids.length === 0) return found
  const column = by === 'agent' ? Prisma.sql`agent_id` : Prisma.sql`executor_id`
  const rows = await prisma().$queryRaw<{ id: string; ago: number; requests: number; denied: number }[]>`
    SELECT ${column} AS id, floor(extract(epoch FROM now() - created_at) / 86400)::int AS ago, count(*)::int AS requests,
      count(*) FILTER (WHERE status = 'denied')::int AS denied
    FROM requests WHERE ${column} = ANY(${[...ids]}::text[]) AND created_at > now() - ${DAYS}::int * interval '1 day' GROUP BY 1, 2`
  for (const row of rows) {
    const traffic = found.get(row.id) ?? noTraffic()
    const day = DAYS - 1 - Math.min(Math.max(row.ago, 0), DAYS - 1)
    traffic.days[day] = (traffic.days[day] ?? 0) + row.requests
    traffic.requests += row.requests
    traffic.denied += row.denied
    found.set(row.id, traffic)
  }
  return found
}

/** The newest requests of a machine that this person may see, of the last 30 days. */
async function readRecent(personId: string, machine: Machine, directory: Directory): Promise<MachineView['recent']> {
  if (machine.kind !== 'agent' && machine.kind !== 'executor') return []
  const mine =
    machine.kind === 'agent' ? Prisma.sql`r.agent_id = ${machine.id}` : Prisma.sql`r.executor_id = ${machine.id}`
  const rows = await prisma().$queryRaw<{ id: string; title: string; status: string; level: string; at: Date }[]>`
    SELECT r.id, r.title, CASE WHEN r.status = 'pending' AND r.expires_at <= now() THEN 'expired' ELSE r.status END AS status, r.level, r.created_at AS at
    FROM requests r WHERE ${mine} AND r.created_at > now() - ${DAYS}::int * interval '1 day' AND ${visibleTo(viewerOf(personId, directory))}
    ORDER BY r.created_at DESC, r.id DESC LIMIT 6`
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** What only the row knows. */
async function readText(
  machine: Machine,
): Promise<{ description: string; created_at: string; stopped_at: string | null }> {
  const where = { where: { id: machine.id } }
  if (machine.kind === 'agent') {
    const row = await prisma().agent.findUniqueOrThrow(where)
    return textOf(row.createdAt, row.suspendedAt, row.description)
  }
  if (machine.kind === 'executor') {
    const row = await prisma().executor.findUniqueOrThrow(where)
    return textOf(row.createdAt, row.suspendedAt)
  }
  const row = await (machine.kind === 'auditor'
    ? prisma().auditor.findUniqueOrThrow(where)
    : prisma().pipeline.findUniqueOrThrow(where))
  return textOf(row.createdAt, null)
}

function textOf(createdAt: Date, stoppedAt: Date | null, description = '') {
  return { description, created_at: createdAt.toISOString(), stopped_at: stoppedAt?.toISOString() ?? null }
}
