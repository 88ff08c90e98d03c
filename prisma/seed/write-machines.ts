import type { MachineKind } from '@/lib/identity/api-key'
import type { SeedContext } from './context'
import type { DemoFile, DemoMachine } from './demo-file'
import { type MachineKeys, newMachineKeys, publicSideOf } from './machine-keys'
import { idOf } from './write-people'

/** Runtimes, agents, executors, auditors, pipelines and their credentials, as demo.json names them with their secrets. */
export async function writeMachines(
  context: SeedContext,
  personIdByKey: ReadonlyMap<string, string>,
): Promise<Pick<DemoFile, 'agents' | 'executors' | 'auditors' | 'pipelines'>> {
  const { tx, organisation, kept } = context
  const runtimes = await writeRuntimes(context, personIdByKey)
  const described = new Map(organisation.agents.map((agent) => [agent.slug, agent.description ?? '']))

  const agents = await settle(context, 'agent', organisation.agents, await tx.agent.findMany(), kept?.agents)
  await createMissing(agents, (rows) =>
    tx.agent.createMany({
      data: rows.map(({ id, seed }) => ({
        id,
        slug: seed.slug,
        title: seed.title,
        description: described.get(seed.slug) ?? '',
        sponsorId: idOf(personIdByKey, seed.sponsor),
        runtimeId: idOf(runtimes, seed.runtime),
      })),
    }),
  )
  const executors = await settle(
    context,
    'executor',
    organisation.executors,
    await tx.executor.findMany(),
    kept?.executors,
  )
  await createMissing(executors, (rows) =>
    tx.executor.createMany({
      data: rows.map(({ id, seed }) => ({
        id,
        slug: seed.slug,
        title: seed.title,
        sponsorId: idOf(personIdByKey, seed.sponsor),
      })),
    }),
  )
  const auditors = await settle(context, 'auditor', organisation.auditors, await tx.auditor.findMany(), kept?.auditors)
  await createMissing(auditors, (rows) =>
    tx.auditor.createMany({ data: rows.map(({ id, seed }) => ({ id, slug: seed.slug, title: seed.title })) }),
  )

  const pipelines = await settle(
    context,
    'pipeline',
    organisation.pipelines,
    await tx.pipeline.findMany(),
    kept?.pipelines,
  )
  await createMissing(pipelines, (rows) =>
    tx.pipeline.createMany({
      data: rows.map(({ id, seed }) => ({
        id,
        slug: seed.slug,
        title: seed.title,
        sponsorId: idOf(personIdByKey, seed.sponsor),
      })),
    }),
  )

  await writeCredentials(context, [...agents, ...executors, ...auditors, ...pipelines])
  return {
    agents: agents.map(listed),
    executors: executors.map(listed),
    auditors: auditors.map(listed),
    pipelines: pipelines.map(listed),
  }
}

/** One machine of the seed with its identity: found, kept or new. */
interface Settled<S> {
  readonly kind: MachineKind
  readonly seed: S
  readonly id: string
  readonly missing: boolean
  readonly keys: MachineKeys
  readonly keysAreNew: boolean
}

async function settle<S extends { slug: string }>(
  context: SeedContext,
  kind: MachineKind,
  seeds: readonly S[],
  found: readonly { id: string; slug: string }[],
  kept: readonly DemoMachine[] | undefined,
): Promise<Settled<S>[]> {
  const prefix = { agent: 'agt', executor: 'exr', auditor: 'aud', pipeline: 'pip' }[kind]
  return Promise.all(
    seeds.map(async (seed) => {
      const row = found.find((machine) => machine.slug === seed.slug)
      const before = kept?.find((machine) => machine.slug === seed.slug)
      // Keys of another database's machine are not this one's: an id that differs makes new keys.
      const keys =
        before && (row === undefined || row.id === before.id)
          ? { apiKey: before.api_key, privateJwk: before.private_jwk }
          : null
      return {
        kind,
        seed,
        id: row?.id ?? before?.id ?? context.newId(prefix),
        missing: row === undefined,
        keys: keys ?? (await newMachineKeys(kind)),
        keysAreNew: keys === null,
      }
    }),
  )
}

async function createMissing<S>(machines: readonly Settled<S>[], create: (rows: Settled<S>[]) => Promise<unknown>) {
  const missing = machines.filter((machine) => machine.missing)
  if (missing.length > 0) await create(missing)
}

async function writeRuntimes(
  { tx, organisation, newId }: SeedContext,
  personIdByKey: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const found = await tx.runtime.findMany()
  const missing = organisation.runtimes.filter((runtime) => !found.some((row) => row.slug === runtime.slug))
  const idBySlug = new Map(found.map((row) => [row.slug, row.id]))
  for (const runtime of missing) idBySlug.set(runtime.slug, newId('rtm'))
  if (missing.length > 0) {
    await tx.runtime.createMany({
      data: missing.map(({ slug, title, owner, vendor }) => ({
        id: idOf(idBySlug, slug),
        slug,
        title,
        ownerId: idOf(personIdByKey, owner),
        ...(vendor && {
          vendor: {
            name: vendor.name,
            contract: vendor.contract,
            contact: vendor.contact,
            approval_logic: whoOf(vendor.approvalLogic, personIdByKey),
            logging: whoOf(vendor.logging, personIdByKey),
            incident_response: whoOf(vendor.incidentResponse, personIdByKey),
          },
        }),
      })),
    })
  }
  return idBySlug
}

/** The vendor itself, somebody of ours, or nobody yet. */
function whoOf(key: string | null, personIdByKey: ReadonlyMap<string, string>): string | null {
  return key === null || key === 'vendor' ? key : idOf(personIdByKey, key)
}

async function writeCredentials({ tx, now, newId }: SeedContext, machines: readonly Settled<unknown>[]): Promise<void> {
  // Keys that nobody can use any more, because demo.json was lost, are ended.
  const orphaned = machines.filter((machine) => machine.keysAreNew && !machine.missing)
  if (orphaned.length > 0) {
    await tx.credential.updateMany({
      where: { revokedAt: null, OR: orphaned.map(ownerOf) },
      data: { revokedAt: now },
    })
  }
  const wanted = machines.flatMap((machine) =>
    publicSideOf(machine.keys).map((side) => ({ id: newId('crd'), ...ownerOf(machine), ...side })),
  )
  const known = await tx.credential.findMany({ where: { fingerprint: { in: wanted.map((row) => row.fingerprint) } } })
  // One that was revoked stays revoked: somebody meant it.
  const missing = wanted.filter((row) => !known.some((there) => there.fingerprint === row.fingerprint))
  if (missing.length > 0) await tx.credential.createMany({ data: missing })
}

function ownerOf({ kind, id }: Pick<Settled<unknown>, 'kind' | 'id'>) {
  return { [`${kind}Id`]: id } as
    | { agentId: string }
    | { executorId: string }
    | { auditorId: string }
    | { pipelineId: string }
}

function listed({ id, seed, keys }: Settled<{ slug: string }>): DemoMachine {
  return { id, slug: seed.slug, api_key: keys.apiKey, private_jwk: keys.privateJwk }
}
