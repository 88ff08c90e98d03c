import type { Directory, DirectoryWorkflow, MachineStatus } from '../directory'

export const machineKinds = ['agent', 'executor', 'auditor', 'pipeline'] as const
export type MachineKind = (typeof machineKinds)[number]

/** A registered machine of whatever kind, as the questions about it need it. */
export type Machine = {
  kind: MachineKind
  id: string
  slug: string
  title: string
  /** The person who answers for it; null for an auditor, which only reads the log. */
  sponsorId: string | null
  /** Where it runs; null for all but agents. */
  runtimeId: string | null
  status: MachineStatus
}

/** Every registered machine, by kind and then by slug. */
export function machinesOf(directory: Directory): Machine[] {
  const bySlug = <T extends { slug: string }>(rows: ReadonlyMap<string, T>) =>
    [...rows.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1))
  return [
    ...bySlug(directory.agents).map((agent) => ({ ...agent, kind: 'agent' as const })),
    ...bySlug(directory.executors).map((executor) => ({ ...executor, kind: 'executor' as const, runtimeId: null })),
    ...bySlug(directory.auditors).map((auditor) => ({
      ...auditor,
      kind: 'auditor' as const,
      sponsorId: null,
      runtimeId: null,
      status: auditor.status as MachineStatus,
    })),
    ...bySlug(directory.pipelines).map((pipeline) => ({ ...pipeline, kind: 'pipeline' as const, runtimeId: null })),
  ]
}

/** The machine with this id, of whatever kind; null when there is none. Ids say their kind, so no two kinds share one. */
export function findMachine(id: string, directory: Directory): Machine | null {
  const agent = directory.agents.get(id)
  if (agent) return { ...agent, kind: 'agent' }
  const executor = directory.executors.get(id)
  if (executor) return { ...executor, kind: 'executor', runtimeId: null }
  const pipeline = directory.pipelines.get(id)
  if (pipeline) return { ...pipeline, kind: 'pipeline', runtimeId: null }
  const auditor = directory.auditors.get(id)
  return auditor
    ? { ...auditor, kind: 'auditor', sponsorId: null, runtimeId: null, status: auditor.status as MachineStatus }
    : null
}

/** The workflows whose version in force names this machine. */
export function workflowsNaming(machine: Pick<Machine, 'kind' | 'slug'>, directory: Directory): DirectoryWorkflow[] {
  if (machine.kind !== 'agent' && machine.kind !== 'executor') return []
  const named = machine.kind === 'agent' ? 'agents' : 'executors'
  return [...directory.workflows.values()].filter((workflow) => workflow[named].has(machine.slug))
}

/** The workflows whose version in force names this runtime. */
export function workflowsIn(runtimeSlug: string, directory: Directory): DirectoryWorkflow[] {
  return [...directory.workflows.values()].filter((workflow) => workflow.runtimes.has(runtimeSlug))
}
