import type {
  Directory,
  DirectoryPerson,
  DirectoryRuntime,
  DirectoryTeam,
  DirectoryWorkflow,
} from '@/lib/core/directory'

/** Members of a test's directory are members since long before anything happens in it. */
export const longAgo = new Date('2020-01-01T00:00:00Z')

/** A directory with nothing in it but what a test says. */
export function directoryWith(over: Partial<Directory> = {}): Directory {
  return {
    revision: 1n,
    organisation: { name: 'Test', slug: 'test', isDemo: false, guard: { many: 12, restMinutes: 20 } },
    people: new Map(),
    teams: new Map(),
    teamIdBySlug: new Map([...(over.teams?.values() ?? [])].map((team) => [team.slug, team.id])),
    agents: new Map(),
    executors: new Map(),
    executorIdBySlug: new Map([...(over.executors?.values() ?? [])].map((executor) => [executor.slug, executor.id])),
    auditors: new Map(),
    pipelines: new Map(),
    runtimes: new Map(),
    ownerships: [],
    credentials: new Map(),
    workflows: new Map(),
    workflowIdBySlug: new Map([...(over.workflows?.values() ?? [])].map((workflow) => [workflow.slug, workflow.id])),
    ...over,
  }
}

/** A person for the map of people. */
export function personOf(id: string, over: Partial<DirectoryPerson> = {}): [string, DirectoryPerson] {
  return [
    id,
    { id, name: id, title: '', email: `${id}@x.test`, status: 'active', roles: [], recoveringUntil: null, ...over },
  ]
}

/** A team for the map of teams; everybody has been in it for long unless `since` says otherwise. */
export function teamOf(
  id: string,
  slug: string,
  members: readonly string[],
  over: Partial<DirectoryTeam> & { since?: Readonly<Record<string, Date>> } = {},
): [string, DirectoryTeam] {
  const { since = {}, ...rest } = over
  return [
    id,
    {
      id,
      slug,
      title: slug,
      leadId: null,
      memberIds: new Set(members),
      memberSince: new Map(members.map((member) => [member, since[member] ?? longAgo])),
      ...rest,
    },
  ]
}

/** A runtime of our own for the map of runtimes. */
export function runtimeOf(id: string, over: Partial<DirectoryRuntime> = {}): [string, DirectoryRuntime] {
  return [id, { id, slug: id, title: '', ownerId: null, vendor: null, status: 'active', ...over }]
}

/** An active workflow with nothing in it but what a test says. */
export function workflowOf(id: string, over: Partial<DirectoryWorkflow> = {}): [string, DirectoryWorkflow] {
  return [
    id,
    {
      id,
      slug: id,
      title: id,
      codePrefix: 'TST',
      status: 'active',
      ownerIds: [],
      boundary: null,
      actionTypes: new Map(),
      resources: [],
      agents: new Set(),
      executors: new Set(),
      runtimes: new Set(),
      assignments: [],
      ...over,
    },
  ]
}
