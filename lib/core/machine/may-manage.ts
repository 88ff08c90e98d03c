import type { Directory, DirectoryRuntime } from '../directory'
import type { Machine, MachineKind } from './machine'

/**
 * May this person let a suspended machine work again, change what is said of it, issue and end its credentials, retire it? Its sponsor and administrators.
 * The owner of its runtime may let it work again as well. A quarantined one takes two people, whoever they are.
 */
export function mayManageMachine(personId: string, machine: Machine, directory: Directory): boolean {
  return isActive(personId, directory) && (machine.sponsorId === personId || isAdmin(personId, directory))
}

export function mayResumeMachine(personId: string, machine: Machine, directory: Directory): boolean {
  if (mayManageMachine(personId, machine, directory)) return true
  const runtime = machine.runtimeId === null ? undefined : directory.runtimes.get(machine.runtimeId)
  return isActive(personId, directory) && runtime?.ownerId === personId
}

/** Who answers for a machine decides whose requests separation of duties keeps apart: only administrators change it. */
export function mayChangeSponsor(personId: string, directory: Directory): boolean {
  return isActive(personId, directory) && isAdmin(personId, directory)
}

/** May this person change the runtime or let it go on: its owner and administrators. */
export function mayManageRuntime(personId: string, runtime: DirectoryRuntime, directory: Directory): boolean {
  return isActive(personId, directory) && (runtime.ownerId === personId || isAdmin(personId, directory))
}

/**
 * May this person register such a machine? It takes part in nothing until a reviewed version names it, so one person is
 * enough: an administrator, or somebody who owns a workflow and will answer for the agent or executor themselves.
 */
export function mayRegister(
  personId: string,
  machine: { kind: MachineKind; sponsorId: string | null },
  directory: Directory,
): boolean {
  if (!isActive(personId, directory)) return false
  if (isAdmin(personId, directory)) return true
  return (
    (machine.kind === 'agent' || machine.kind === 'executor') &&
    machine.sponsorId === personId &&
    ownsWorkflow(personId, directory)
  )
}

/** May this person register a runtime: an administrator, or an owner of a workflow who will own the runtime. */
export function mayRegisterRuntime(personId: string, ownerId: string | null, directory: Directory): boolean {
  if (!isActive(personId, directory)) return false
  return isAdmin(personId, directory) || (ownerId === personId && ownsWorkflow(personId, directory))
}

export function ownsWorkflow(personId: string, directory: Directory): boolean {
  return [...directory.workflows.values()].some((workflow) => workflow.ownerIds.includes(personId))
}

export function isAdmin(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.roles.includes('admin') ?? false
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}
