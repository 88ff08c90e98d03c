import { z } from 'zod'
import { machineKinds } from '@/lib/core/machine/machine'
import { stops } from '@/lib/core/machine/stop'

/** Wire contract of machines and runtimes in the console. Times are RFC 3339 UTC. */

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use small letters, digits and hyphens, 63 at most')
const title = z.string().trim().min(1).max(120)
const description = z.string().trim().max(500).default('')
const personId = z.string().regex(/^usr_[0-9a-z]{26}$/)

export const machineKind = z.enum(machineKinds)
export const machineStatus = z.enum(['active', 'suspended', 'quarantined', 'retired'])
const runtimeStatus = z.enum(['active', 'suspended', 'quarantined'])
const person = z.object({ id: z.string(), name: z.string(), active: z.boolean() })
const remark = z.object({ code: z.string(), tone: z.enum(['neutral', 'ok', 'warn', 'danger']), text: z.string() })
const workflowRef = z.object({ slug: z.string(), title: z.string(), status: z.string() })
/** Requests of the last 30 days: one number a day, the oldest first, and how many of all were denied. */
const traffic = z.object({ days: z.array(z.number()), requests: z.number(), denied: z.number() })
export type Traffic = z.infer<typeof traffic>

/** GET /machines. `kind` may be left out; `q` is compared with slug and title. */
export const machinesQuery = z.strictObject({
  kind: machineKind.optional(),
  status: machineStatus.optional(),
  q: z.string().max(100).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type MachinesQuery = z.infer<typeof machinesQuery>

export const machineItem = z.object({
  id: z.string(),
  kind: machineKind,
  slug: z.string(),
  title: z.string(),
  status: machineStatus,
  sponsor: person.nullable(),
  runtime: z.object({ id: z.string(), slug: z.string(), status: runtimeStatus }).nullable(),
  workflows: z.array(workflowRef),
  seen_at: z.string().nullable(),
  /** The strongest credential in force, and when the last one ends. */
  credential: z.object({ kind: z.enum(['api_key', 'private_key_jwt']), ends_at: z.string().nullable() }).nullable(),
  traffic: traffic.nullable(),
  health: z.array(remark),
})
export type MachineItem = z.infer<typeof machineItem>

export const machinesPage = z.object({
  items: z.array(machineItem),
  next_cursor: z.string().nullable(),
  /** Of what this person is shown, whatever the filter. */
  counts: z.object({
    agent: z.number(),
    executor: z.number(),
    auditor: z.number(),
    pipeline: z.number(),
    runtime: z.number(),
  }),
  may_register: z.array(z.enum([...machineKinds, 'runtime'])),
  server_now: z.string(),
})
export type MachinesPage = z.infer<typeof machinesPage>

const open = z.object({ pending: z.number(), grants: z.number(), executions: z.number() })
export type OpenCounts = z.infer<typeof open>

const credentialView = z.object({
  id: z.string(),
  kind: z.enum(['api_key', 'private_key_jwt']),
  hint: z.string(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  seen_at: z.string().nullable(),
  state: z.enum(['live', 'expired', 'revoked']),
})
export type CredentialView = z.infer<typeof credentialView>

/** What this person may do with it now. */
const may = z.object({
  change: z.boolean(),
  change_sponsor: z.boolean(),
  credentials: z.boolean(),
  stops: z.array(z.enum(stops)),
  /** `self`: at once; `two`: by a proposal that somebody else agrees to; null: it is not stopped. */
  resume: z.enum(['self', 'two', 'others']).nullable(),
})

export const machineView = z.object({
  machine: machineItem.extend({ description: z.string(), created_at: z.string(), stopped_at: z.string().nullable() }),
  credentials: z.array(credentialView),
  open,
  recent: z.array(
    z.object({ id: z.string(), title: z.string(), status: z.string(), level: z.string(), at: z.string() }),
  ),
  may,
  server_now: z.string(),
})
export type MachineView = z.infer<typeof machineView>

const vendorView = z.object({
  name: z.string(),
  contract: z.string(),
  contact: z.string(),
  /** `vendor`, or one of ours; null: nobody. */
  approval_logic: z.union([z.literal('vendor'), person]).nullable(),
  logging: z.union([z.literal('vendor'), person]).nullable(),
  incident_response: z.union([z.literal('vendor'), person]).nullable(),
})

export const runtimeItem = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  status: runtimeStatus,
  owner: person.nullable(),
  vendor: vendorView.nullable(),
  workflows: z.array(workflowRef),
  agents: z.number(),
  /** What its vendor does not say, in words; each denies requests. */
  gaps: z.array(z.string()),
  overlaps: z.number(),
})
export type RuntimeItem = z.infer<typeof runtimeItem>

/** GET /runtimes */
export const runtimesQuery = z.strictObject({
  status: runtimeStatus.optional(),
  q: z.string().max(100).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const runtimesPage = z.object({
  items: z.array(runtimeItem),
  next_cursor: z.string().nullable(),
  server_now: z.string(),
})
export type RuntimesPage = z.infer<typeof runtimesPage>

const claim = z.object({ workflow_id: z.string(), workflow: workflowRef, action: z.string(), pattern: z.string() })
export type ClaimView = z.infer<typeof claim>

export const overlapView = z.object({
  runtime: z.string(),
  action: z.string(),
  /** The narrower of the two. */
  pattern: z.string(),
  claims: z.array(claim),
  /** Slug of the workflow that judges it; null: nobody has chosen yet, and nothing that claims it is activated. */
  owner: z.string().nullable(),
})
export type OverlapView = z.infer<typeof overlapView>

/** GET /machines/overlaps */
export const overlapsAnswer = z.object({ items: z.array(overlapView), server_now: z.string() })
export type Overlaps = z.infer<typeof overlapsAnswer>

export const runtimeView = z.object({
  runtime: runtimeItem.extend({ created_at: z.string() }),
  agents: z.array(machineItem.pick({ id: true, slug: true, title: true, status: true, sponsor: true, seen_at: true })),
  claims: z.array(claim),
  overlaps: z.array(overlapView),
  open,
  may: may.pick({ change: true, stops: true, resume: true }),
  server_now: z.string(),
})
export type RuntimeView = z.infer<typeof runtimeView>

/** GET /machines/choices: what the forms offer. */
export const choicesAnswer = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string(), title: z.string() })),
  runtimes: z.array(z.object({ slug: z.string(), title: z.string() })),
})
export type Choices = z.infer<typeof choicesAnswer>

/** POST /machines: each kind with what belongs to it. */
export const registerBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), slug, title, description, sponsor_id: personId, runtime: slug }),
  z.strictObject({ kind: z.literal('executor'), slug, title, sponsor_id: personId }),
  z.strictObject({ kind: z.literal('pipeline'), slug, title, sponsor_id: personId }),
  z.strictObject({ kind: z.literal('auditor'), slug, title }),
])
export type RegisterBody = z.infer<typeof registerBody>

/** POST /machines/{id}/change: what is left out stays. */
export const changeBody = z.strictObject({
  title: title.optional(),
  description: z.string().trim().max(500).optional(),
  sponsor_id: personId.optional(),
})
export type ChangeBody = z.infer<typeof changeBody>

const answerable = z
  .union([z.literal('vendor'), personId])
  .nullable()
  .default(null)
const vendorBody = z.strictObject({
  name: z.string().trim().min(1).max(120),
  // Incomplete is stored and stands red as a gap: better known than kept out of sight.
  contract: z.string().trim().max(120).default(''),
  contact: z.string().trim().max(200).default(''),
  approval_logic: answerable,
  logging: answerable,
  incident_response: answerable,
})
export type VendorBody = z.infer<typeof vendorBody>

/** POST /runtimes */
export const registerRuntimeBody = z.strictObject({
  slug,
  title,
  owner_id: personId.nullable().default(null),
  vendor: vendorBody.nullable().default(null),
})
export type RegisterRuntimeBody = z.infer<typeof registerRuntimeBody>

/** POST /runtimes/{id}/change: what is left out stays; `vendor: null` says that we run it ourselves. */
export const changeRuntimeBody = z.strictObject({
  title: title.optional(),
  owner_id: personId.nullable().optional(),
  vendor: vendorBody.nullable().optional(),
})
export type ChangeRuntimeBody = z.infer<typeof changeRuntimeBody>

/** POST …/suspend, …/quarantine, …/retire, …/resume */
export const reasonBody = z.strictObject({ reason: z.string().trim().min(1).max(2_000) })

/** POST /machines/{id}/credentials. A key that only its holder can guess is for trying out, so it ends within 90 days. */
export const credentialBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('api_key'), expires_in_days: z.number().int().min(1).max(90) }),
  z.strictObject({
    kind: z.literal('private_key_jwt'),
    jwk: z.record(z.string().max(32), z.unknown()),
    expires_in_days: z.number().int().min(1).max(3_650).optional(),
  }),
])
export type CredentialBody = z.infer<typeof credentialBody>

/** `api_key` is in this one answer and nowhere else. */
export const credentialIssued = z.object({
  id: z.string(),
  api_key: z.string().nullable(),
  thumbprint: z.string().nullable(),
})
export type CredentialIssued = z.infer<typeof credentialIssued>
