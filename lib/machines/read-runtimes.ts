import type { z } from 'zod'
import type { Directory, DirectoryRuntime, RuntimeVendor } from '@/lib/core/directory'
import { findMachine, workflowsIn } from '@/lib/core/machine/machine'
import { mayManageRuntime } from '@/lib/core/machine/may-manage'
import { maySeeMachine, maySeeRuntime, mayStopRuntime } from '@/lib/core/machine/may-stop'
import { stopsFrom } from '@/lib/core/machine/stop'
import { freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { readSightings } from './read'
import { findOverlaps } from './read-overlaps'
import type { ClaimView, OverlapView, RuntimeItem, RuntimesPage, RuntimeView, runtimesQuery } from './schema'
import { countOpen } from './store-stop'
import { machineItemOf, missingOf, personRef, workflowRef } from './view'

/** Runtimes that a person is shown, by slug; the cursor is the last id of the page before. */
export async function readRuntimes(personId: string, query: z.infer<typeof runtimesQuery>): Promise<RuntimesPage> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const words = query.q?.toLowerCase()
  const matching = [...directory.runtimes.values()]
    .filter(
      (runtime) =>
        maySeeRuntime(personId, runtime, directory) &&
        (query.status === undefined || runtime.status === query.status) &&
        (words === undefined || `${runtime.slug} ${runtime.title.toLowerCase()}`.includes(words)),
    )
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
  const from = query.cursor === undefined ? 0 : matching.findIndex((runtime) => runtime.id === query.cursor) + 1
  const page = query.cursor !== undefined && from === 0 ? [] : matching.slice(from, from + query.limit)
  const overlaps = await findOverlaps(personId, directory)
  return {
    items: page.map((runtime) => runtimeItemOf(runtime, overlaps, directory)),
    next_cursor: from + page.length < matching.length ? (page.at(-1)?.id ?? null) : null,
    server_now: at.toISOString(),
  }
}

/** One runtime: who shares it, the agents inside, its vendor, what is claimed in it; null when the person is not shown it. */
export async function readRuntime(personId: string, id: string): Promise<RuntimeView | null> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const runtime = directory.runtimes.get(id)
  if (!runtime || !maySeeRuntime(personId, runtime, directory)) return null
  const inside = [...directory.agents.values()].flatMap((agent) => {
    const machine = agent.runtimeId === id ? findMachine(agent.id, directory) : null
    return machine && maySeeMachine(personId, machine, directory) ? [machine] : []
  })
  const [row, open, sightings, overlaps] = await Promise.all([
    prisma().runtime.findUniqueOrThrow({ where: { id }, select: { createdAt: true } }),
    countOpen(prisma(), { kind: 'runtime', id }),
    readSightings(inside.map((machine) => machine.id)),
    findOverlaps(personId, directory),
  ])
  return {
    runtime: { ...runtimeItemOf(runtime, overlaps, directory), created_at: row.createdAt.toISOString() },
    agents: inside.map((machine) => {
      const observed = { seenAt: sightings.get(machine.id) ?? null, traffic: null }
      const { id: agentId, slug, title, status, sponsor, seen_at } = machineItemOf(machine, observed, directory, at)
      return { id: agentId, slug, title, status, sponsor, seen_at }
    }),
    claims: claimsIn(runtime, directory),
    overlaps: overlaps.filter((overlap) => overlap.runtime === runtime.slug),
    open,
    may: {
      change: mayManageRuntime(personId, runtime, directory),
      stops: mayStopRuntime(personId, runtime, directory) ? [...stopsFrom(runtime.status, 'runtime')] : [],
      resume:
        runtime.status === 'quarantined'
          ? 'two'
          : runtime.status === 'active'
            ? null
            : mayManageRuntime(personId, runtime, directory)
              ? 'self'
              : 'others',
    },
    server_now: at.toISOString(),
  }
}

function runtimeItemOf(runtime: DirectoryRuntime, overlaps: readonly OverlapView[], directory: Directory): RuntimeItem {
  return {
    id: runtime.id,
    slug: runtime.slug,
    title: runtime.title,
    status: runtime.status,
    owner: personRef(runtime.ownerId, directory),
    vendor: runtime.vendor && vendorView(runtime.vendor, directory),
    workflows: workflowsIn(runtime.slug, directory).map(workflowRef),
    agents: [...directory.agents.values()].filter((agent) => agent.runtimeId === runtime.id).length,
    gaps: missingOf(runtime, directory),
    overlaps: overlaps.filter((overlap) => overlap.runtime === runtime.slug && overlap.owner === null).length,
  }
}

function vendorView(vendor: RuntimeVendor, directory: Directory): NonNullable<RuntimeItem['vendor']> {
  const answers = (who: string | null) => (who === 'vendor' ? ('vendor' as const) : personRef(who, directory))
  return {
    name: vendor.name,
    contract: vendor.contract,
    contact: vendor.contact,
    approval_logic: answers(vendor.approvalLogic),
    logging: answers(vendor.logging),
    incident_response: answers(vendor.incidentResponse),
  }
}

/** What each workflow in the runtime may judge: an action on the resources of its kind. */
function claimsIn(runtime: DirectoryRuntime, directory: Directory): ClaimView[] {
  return workflowsIn(runtime.slug, directory).flatMap((workflow) =>
    [...workflow.actionTypes.values()].flatMap((type) =>
      workflow.resources
        .filter((resource) => resource.kind === type.resourceKind)
        .map((resource) => ({
          workflow_id: workflow.id,
          workflow: workflowRef(workflow),
          action: type.name,
          pattern: resource.pattern,
        })),
    ),
  )
}
