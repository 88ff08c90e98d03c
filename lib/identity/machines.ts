import type { Directory, DirectoryCredential } from '@/lib/core/directory'
import type { Refusal } from '@/lib/core/refusal'
import type { MachineKind } from './api-key'

/** A registered machine, as the directory knows it. */
export interface Machine {
  readonly kind: MachineKind
  readonly id: string
  readonly slug: string
  /** False when it, or the runtime that it runs in, is suspended or retired. */
  readonly active: boolean
}

interface MachineIndex {
  readonly byId: ReadonlyMap<string, Machine>
  /** Null where machines of different kinds share the slug: nobody may be taken for another (ATTACKS 33). */
  readonly bySlug: ReadonlyMap<string, Machine | null>
  readonly credentialById: ReadonlyMap<string, DirectoryCredential>
  readonly keysByOwner: ReadonlyMap<string, readonly DirectoryCredential[]>
}

/** One index per directory object; a directory is immutable, and gone with its index when a newer one is loaded. */
const indexes = new WeakMap<Directory, MachineIndex>()

/** The machine with this id, whatever its state. */
export function machineById(directory: Directory, id: string): Machine | null {
  return indexOf(directory).byId.get(id) ?? null
}

/** The machine that an OAuth client id names: an id, or a slug that only one machine has. */
export function machineByClientId(directory: Directory, clientId: string): Machine | null {
  const { byId, bySlug } = indexOf(directory)
  return byId.get(clientId) ?? bySlug.get(clientId) ?? null
}

/** The credential with this id, if it is not revoked and, at `now`, not expired. */
export function credentialById(directory: Directory, id: string, now: Date): DirectoryCredential | null {
  return live(indexOf(directory).credentialById.get(id), now)
}

/** The credential with this fingerprint, if it is not revoked and, at `now`, not expired. */
export function credentialByFingerprint(
  directory: Directory,
  fingerprint: string,
  now: Date,
): DirectoryCredential | null {
  return live(directory.credentials.get(fingerprint), now)
}

/** The public keys registered for a machine and in force at `now`. */
export function publicKeysOf(directory: Directory, machineId: string, now: Date): readonly DirectoryCredential[] {
  return (indexOf(directory).keysByOwner.get(machineId) ?? []).filter((credential) => live(credential, now))
}

/** Why a machine may not act: it must be known, and neither it nor its runtime stopped. */
export function refusalFor(machine: Machine | null): Refusal | null {
  if (!machine) return { code: 'auth.invalid' }
  return machine.active ? null : { code: 'auth.suspended' }
}

function live(credential: DirectoryCredential | undefined, now: Date): DirectoryCredential | null {
  if (!credential) return null
  return credential.expiresAt === null || credential.expiresAt > now ? credential : null
}

function indexOf(directory: Directory): MachineIndex {
  const found = indexes.get(directory)
  if (found) return found
  const made = makeIndex(directory)
  indexes.set(directory, made)
  return made
}

function makeIndex(directory: Directory): MachineIndex {
  const machines: Machine[] = []
  for (const { id, slug, status, runtimeId } of directory.agents.values()) {
    const runtimeActive = directory.runtimes.get(runtimeId)?.status === 'active'
    machines.push({ kind: 'agent', id, slug, active: status === 'active' && runtimeActive })
  }
  for (const { id, slug, status } of directory.executors.values()) {
    machines.push({ kind: 'executor', id, slug, active: status === 'active' })
  }
  for (const { id, slug, status } of directory.auditors.values()) {
    machines.push({ kind: 'auditor', id, slug, active: status === 'active' })
  }
  for (const { id, slug, status } of directory.pipelines.values()) {
    machines.push({ kind: 'pipeline', id, slug, active: status === 'active' })
  }
  const bySlug = new Map<string, Machine | null>()
  for (const machine of machines) bySlug.set(machine.slug, bySlug.has(machine.slug) ? null : machine)
  const keysByOwner = new Map<string, DirectoryCredential[]>()
  for (const credential of directory.credentials.values()) {
    if (credential.kind !== 'private_key_jwt') continue
    const known = keysByOwner.get(credential.owner.id)
    if (known) known.push(credential)
    else keysByOwner.set(credential.owner.id, [credential])
  }
  return {
    byId: new Map(machines.map((machine) => [machine.id, machine])),
    bySlug,
    credentialById: new Map([...directory.credentials.values()].map((credential) => [credential.id, credential])),
    keysByOwner,
  }
}
