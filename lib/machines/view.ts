import { vendorGaps } from '@/lib/core/accountability/gap'
import { accountabilityWords } from '@/lib/core/accountability/say'
import type { Directory, DirectoryCredential, DirectoryRuntime, DirectoryWorkflow } from '@/lib/core/directory'
import { healthOf } from '@/lib/core/machine/health'
import { type Machine, workflowsNaming } from '@/lib/core/machine/machine'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { MachineItem, Traffic } from './schema'

/** What the directory does not know of a machine. */
export type Observed = { seenAt: Date | null; traffic: Traffic | null }

/** A person as screens name them; null for nobody. */
export function personRef(id: string | null, directory: Directory): MachineItem['sponsor'] {
  if (id === null) return null
  const person = directory.people.get(id)
  return { id, name: person?.name ?? id, active: person?.status === 'active' }
}

export function workflowRef(workflow: DirectoryWorkflow) {
  return { slug: workflow.slug, title: workflow.title, status: workflow.status }
}

/** What a vendor-managed runtime does not say, in words: "incident response". */
export function missingOf(runtime: Pick<DirectoryRuntime, 'id'>, directory: Directory): string[] {
  const { missing } = accountabilityWords(sayingIn())
  return vendorGaps(runtime.id, directory).map((gap) => missing[gap.missing])
}

/** A machine as lists show it at `now`. */
export function machineItemOf(machine: Machine, observed: Observed, directory: Directory, now: Date): MachineItem {
  const runtime = machine.runtimeId === null ? undefined : directory.runtimes.get(machine.runtimeId)
  const credentials = credentialsOf(machine.id, directory)
  const workflows = workflowsNaming(machine, directory)
  const sponsor = personRef(machine.sponsorId, directory)
  return {
    id: machine.id,
    kind: machine.kind,
    slug: machine.slug,
    title: machine.title,
    status: machine.status,
    sponsor,
    runtime: runtime ? { id: runtime.id, slug: runtime.slug, status: runtime.status } : null,
    workflows: workflows.map(workflowRef),
    seen_at: observed.seenAt?.toISOString() ?? null,
    credential: strongest(credentials, now),
    traffic: observed.traffic,
    health: healthOf(
      {
        kind: machine.kind,
        status: machine.status,
        runtime: runtime ? { slug: runtime.slug, status: runtime.status, gaps: missingOf(runtime, directory) } : null,
        sponsorActive: sponsor?.active ?? false,
        seenAt: observed.seenAt,
        credentialEnds: credentials.map((credential) => credential.expiresAt),
        named: workflows.length,
      },
      now,
      sayingIn(),
    ),
  }
}

function credentialsOf(machineId: string, directory: Directory): DirectoryCredential[] {
  return [...directory.credentials.values()].filter((credential) => credential.owner.id === machineId)
}

/** The kind of proof that counts, and when the last credential in force ends. */
function strongest(credentials: readonly DirectoryCredential[], now: Date): MachineItem['credential'] {
  const live = credentials.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  if (live.length === 0) return null
  const ends = live.map(({ expiresAt }) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  const last = Math.max(...ends)
  return {
    kind: live.some(({ kind }) => kind === 'private_key_jwt') ? 'private_key_jwt' : 'api_key',
    ends_at: Number.isFinite(last) ? new Date(last).toISOString() : null,
  }
}
