import type { MachineStatus, RuntimeVendor } from '@/lib/core/directory'
import type { MachineKind } from '@/lib/core/machine/machine'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

const TABLES: Readonly<Record<MachineKind, Prisma.Sql>> = {
  agent: Prisma.sql`agents`,
  executor: Prisma.sql`executors`,
  auditor: Prisma.sql`auditors`,
  pipeline: Prisma.sql`pipelines`,
}
const PREFIX = { agent: 'agt', executor: 'exr', auditor: 'aud', pipeline: 'pip' } as const

/** Gives a machine another state; raises the configuration's number by its trigger. */
export async function setMachineStatus(
  tx: Tx,
  machine: { kind: MachineKind; id: string },
  to: MachineStatus,
): Promise<void> {
  // Only what asks and what redeems remembers since when it is stopped.
  const since =
    machine.kind === 'agent' || machine.kind === 'executor'
      ? Prisma.sql`, suspended_at = CASE WHEN ${to} = 'active' THEN NULL ELSE clock_timestamp() END`
      : Prisma.empty
  await tx.$executeRaw`UPDATE ${TABLES[machine.kind]} SET status = ${to}${since} WHERE id = ${machine.id}`
}

/** Gives a runtime another state, and with it every agent inside. */
export async function setRuntimeStatus(tx: Tx, id: string, to: 'active' | 'suspended' | 'quarantined'): Promise<void> {
  await tx.$executeRaw`UPDATE runtimes SET status = ${to} WHERE id = ${id}`
}

/** Gives a workflow another state. */
export async function setWorkflowStatus(tx: Tx, id: string, to: 'active' | 'suspended'): Promise<void> {
  await tx.$executeRaw`
    UPDATE workflows SET status = ${to}, suspended_at = CASE WHEN ${to} = 'active' THEN NULL ELSE clock_timestamp() END WHERE id = ${id}`
}

/** Ends every credential of a machine; their ids. */
export async function endCredentialsOf(tx: Tx, machineId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE credentials SET revoked_at = clock_timestamp()
    WHERE coalesce(agent_id, executor_id, auditor_id, pipeline_id) = ${machineId} AND revoked_at IS NULL RETURNING id`
  return rows.map((row) => row.id)
}

/** True when a machine of any kind has this slug: nobody may be taken for another, whatever they are (ATTACKS 33). */
export async function slugTaken(tx: Tx, slug: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM agents WHERE slug = ${slug} UNION ALL SELECT 1 FROM executors WHERE slug = ${slug}
    UNION ALL SELECT 1 FROM auditors WHERE slug = ${slug} UNION ALL SELECT 1 FROM pipelines WHERE slug = ${slug}`
  return rows.length > 0
}

export type NewMachine = {
  kind: MachineKind
  slug: string
  title: string
  description: string
  sponsorId: string
  runtimeId: string
}

/** Stores a new machine; its id. `description` is kept of agents, `runtimeId` likewise, `sponsorId` of all but auditors. */
export async function insertMachine(tx: Tx, machine: NewMachine): Promise<string> {
  const { kind, slug, title, description, sponsorId, runtimeId } = machine
  const id = newId(PREFIX[kind])
  if (kind === 'agent') await tx.agent.create({ data: { id, slug, title, description, sponsorId, runtimeId } })
  else if (kind === 'executor') await tx.executor.create({ data: { id, slug, title, sponsorId } })
  else if (kind === 'pipeline') await tx.pipeline.create({ data: { id, slug, title, sponsorId } })
  else await tx.auditor.create({ data: { id, slug, title } })
  return id
}

/** What is said of a machine and may change. */
export type MachineText = { title: string; description: string; sponsorId: string | null }

/** What is said of a machine now; null when there is none. */
export async function findMachineText(tx: Tx, machine: { kind: MachineKind; id: string }): Promise<MachineText | null> {
  const where = { where: { id: machine.id } }
  if (machine.kind === 'agent') return tx.agent.findUnique(where)
  if (machine.kind === 'auditor') {
    const row = await tx.auditor.findUnique(where)
    return row && { title: row.title, description: '', sponsorId: null }
  }
  const row = await (machine.kind === 'executor' ? tx.executor.findUnique(where) : tx.pipeline.findUnique(where))
  return row && { title: row.title, description: '', sponsorId: row.sponsorId }
}

/** Writes what is said of a machine. */
export async function updateMachine(
  tx: Tx,
  machine: { kind: MachineKind; id: string },
  to: MachineText,
): Promise<void> {
  const where = { id: machine.id }
  const sponsor = to.sponsorId === null ? {} : { sponsorId: to.sponsorId }
  if (machine.kind === 'agent')
    await tx.agent.update({ where, data: { title: to.title, description: to.description, ...sponsor } })
  else if (machine.kind === 'executor') await tx.executor.update({ where, data: { title: to.title, ...sponsor } })
  else if (machine.kind === 'pipeline') await tx.pipeline.update({ where, data: { title: to.title, ...sponsor } })
  else await tx.auditor.update({ where, data: { title: to.title } })
}

export type RuntimeText = { title: string; ownerId: string | null; vendor: RuntimeVendor | null }

/** Stores a new runtime; its id, or null when the slug is taken. */
export async function insertRuntime(tx: Tx, runtime: RuntimeText & { slug: string }): Promise<string | null> {
  const id = newId('rtm')
  const inserted = await tx.$executeRaw`
    INSERT INTO runtimes (id, slug, title, owner_id, vendor)
    VALUES (${id}, ${runtime.slug}, ${runtime.title}, ${runtime.ownerId}, ${vendorText(runtime.vendor)}::jsonb) ON CONFLICT DO NOTHING`
  return inserted === 1 ? id : null
}

/** Writes what is said of a runtime. */
export async function updateRuntime(tx: Tx, id: string, to: RuntimeText): Promise<void> {
  await tx.$executeRaw`
    UPDATE runtimes SET title = ${to.title}, owner_id = ${to.ownerId}, vendor = ${vendorText(to.vendor)}::jsonb WHERE id = ${id}`
}

/** When machines, and the credentials that they showed, were last heard of; an older time never replaces a newer one. */
export async function upsertSightings(tx: Tx, sightings: ReadonlyMap<string, Date>): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO machine_sightings (machine_id, seen_at)
    SELECT * FROM unnest(${[...sightings.keys()]}::text[], ${[...sightings.values()]}::timestamptz[])
    ON CONFLICT (machine_id) DO UPDATE SET seen_at = GREATEST(machine_sightings.seen_at, excluded.seen_at)`
}

function vendorText(vendor: RuntimeVendor | null): string | null {
  if (vendor === null) return null
  const { name, contract, contact, approvalLogic, logging, incidentResponse } = vendor
  return JSON.stringify({
    name,
    contract,
    contact,
    approval_logic: approvalLogic,
    logging,
    incident_response: incidentResponse,
  })
}
