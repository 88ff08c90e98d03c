import { z } from 'zod'
import type { PinnedTest } from '@/lib/core/boundary/analysis'
import type { WorkflowFile, WorkflowFiles } from '@/lib/core/boundary/files'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { limits } from '@/lib/core/limits'
import { signatureBody } from '@/lib/identity/schema'

/** What is sent about workflows and their boundary versions: checked once, here. */

export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens')
const personId = z.string().regex(/^usr_[0-9a-z]{26}$/)
const line = (most: number) => z.string().trim().min(1).max(most)
const json: z.ZodType<import('@/lib/core/canonical/json').Json> = z.json()

// ---------------------------------------------------------------- catalogue

const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){0,3}$/, 'such as payments.refund')
const paramName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'letters, digits and underscores')

export const actionTypeJson = z.strictObject({
  name: identifier,
  title: line(120),
  params_schema: z.record(z.string(), json),
  resource_kind: z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/),
  title_template: z.string().min(1).max(300).nullable(),
  param_labels: z
    .array(
      z.strictObject({
        name: paramName,
        label: line(80),
        format: z.enum(['text', 'code', 'money', 'integer', 'boolean', 'duration_seconds', 'bytes', 'list', 'json']),
        currency_param: paramName.optional(),
      }),
    )
    .max(60),
  risk_facts: z.strictObject({
    reversible: z.boolean(),
    undo: z.string().max(300),
    money: z.boolean(),
    data_class: z.enum(['none', 'internal', 'personal', 'secret']),
    verb: line(40),
  }),
  example: z.strictObject({
    resource: z.string().min(1).max(limits.resourceChars),
    params: z.record(z.string(), json),
    executor: slug,
  }),
})

export const resourceJson = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/),
  pattern: z.string().min(3).max(limits.resourceChars),
  title: line(120),
  environment: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  sensitivity: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  facts: z.record(z.string().max(80), z.string().max(300)),
})

export const catalogueJson = z.strictObject({
  action_types: z.array(actionTypeJson).max(limits.actionTypesMax),
  resources: z.array(resourceJson).max(limits.resourcesMax),
  agents: z.array(slug).max(limits.machinesPerWorkflowMax),
  executors: z.array(slug).max(limits.machinesPerWorkflowMax),
  runtimes: z.array(slug).max(limits.machinesPerWorkflowMax),
}) satisfies z.ZodType<CatalogueJson>

export const levelName = z.enum(['T0', 'T1', 'T2', 'T3', 'TX'])

export const testWish = z.strictObject({
  agent: slug,
  action: identifier,
  resource: z.string().min(1).max(limits.resourceChars),
  params: z.record(z.string(), json),
  facts: z
    .record(
      z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+){0,3}$/),
      z.union([z.number(), z.boolean(), z.string().max(300)]),
    )
    .optional(),
})

export const pinnedTest = z.strictObject({
  name: line(120),
  wish: testWish,
  expect: z.strictObject({ level: levelName, approvers: z.array(slug).max(20).optional() }),
}) satisfies z.ZodType<PinnedTest>

const cedarText = z.string().max(limits.cedarChars)
const tests = z.array(pinnedTest).max(limits.testsMax)

// ---------------------------------------------------------------- paths, queries, bodies

export const workflowPath = z.strictObject({ slug })
export const versionPath = z.strictObject({ slug, version: z.coerce.number().int().min(1).max(1_000_000) })
export const ownerPath = z.strictObject({ slug, personId })
export const commentPath = z.strictObject({ slug, id: z.string().regex(/^cmt_[0-9a-z]{26}$/) })

/** GET /workflows */
export const workflowsQuery = z.strictObject({
  view: z.enum(['all', 'mine', 'gaps', 'in_review']).default('all'),
  q: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** POST /workflows */
export const createWorkflowBody = z.strictObject({
  slug,
  title: line(120),
  description: z.string().trim().max(1_000).default(''),
  code_prefix: z.string().regex(/^[A-Z0-9]{2,4}$/, '2 to 4 capital letters or digits'),
  owners: z.array(personId).min(1).max(20),
})

/** POST /workflows/{slug}/draft: opens one, from the version in force or from the version named. */
export const openDraftBody = z.strictObject({ from_version: z.number().int().min(1).optional() })

/** POST /workflows/{slug}/draft/save. `edits` is the number that was read; another one is refused with `draft.changed`. */
export const saveDraftBody = z.strictObject({
  edits: z.number().int().min(0),
  cedar: cedarText,
  catalogue: catalogueJson,
  tests,
  title: z.string().trim().max(160),
  note: z.string().trim().max(2_000),
  ticket: z.string().trim().max(80),
})

/** POST /workflows/{slug}/draft/check: nothing is stored. */
export const checkBody = z.strictObject({ cedar: cedarText, catalogue: catalogueJson, tests })

/** POST /workflows/{slug}/draft/simulate: answers lines of JSON (`application/x-ndjson`), see `SimulationLine`. */
export const simulateBody = z.strictObject({
  cedar: cedarText,
  catalogue: catalogueJson,
  last: z.number().int().min(1).max(limits.simulatedRequestsMax).default(1_000),
})

/** POST /workflows/{slug}/draft/try: what would happen to this one. */
export const tryBody = z.strictObject({ cedar: cedarText, catalogue: catalogueJson, wish: testWish })

/** POST /workflows/{slug}/draft/submit */
export const submitChangeBody = z.strictObject({
  edits: z.number().int().min(0),
  /** That requests which people denied would now pass without a person. */
  accepts: z.boolean().default(false),
  /** Not before then, within 90 days; null: as soon as it has its approvals. */
  activate_at: z.iso.datetime().nullable().default(null),
})

export const emptyBody = z.strictObject({})

/** POST /workflows/{slug}/draft/review. An approval is sent twice: see `signatureBody`. */
export const reviewBody = z.strictObject({
  verb: z.enum(['approve', 'deny', 'request_changes']),
  change_digest: z.string().max(64),
  reason: line(limits.reasonChars),
  accepts: z.boolean().default(false),
  signature: signatureBody.optional(),
})

export const commentBody = z.strictObject({
  rule: z.string().max(64).nullable(),
  text: line(limits.commentChars),
})

/** GET /workflows/{slug}/compare?from=3&to=5 */
export const compareQuery = z.strictObject({
  from: z.coerce.number().int().min(1),
  to: z.coerce.number().int().min(1),
})

// ---------------------------------------------------------------- as files

const address = z.string().max(254)
const answersFile = z.union([
  z.strictObject({ person: address }),
  z.strictObject({ team: slug }),
  z.strictObject({
    vendor: z.strictObject({ name: line(200), contract: line(200), contact: line(300), voucher: address }),
  }),
])

/** `workflow.json` */
export const workflowFileJson = z.strictObject({
  v: z.literal(1),
  slug,
  title: line(120),
  description: z.string().trim().max(1_000),
  code_prefix: z.string().regex(/^[A-Z0-9]{2,4}$/, '2 to 4 capital letters or digits'),
  accountability: z.strictObject({
    accountable_owner: answersFile.nullable(),
    approval_logic: answersFile.nullable(),
    logging: answersFile.nullable(),
    incident_response: answersFile.nullable(),
    execution: answersFile.nullable(),
  }),
  catalogue: catalogueJson,
  tests,
}) satisfies z.ZodType<WorkflowFile>

/** A workflow's files by their names, as text. */
export const filesJson = z.strictObject({
  'workflow.json': z.string().max(limits.draftBytes),
  'boundary.cedar': cedarText,
}) satisfies z.ZodType<WorkflowFiles>

/** GET /workflows/{slug}/files?version=3 : the version in force unless another is named. */
export const filesQuery = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() })

/** POST /workflows/{slug}/import: into the open draft, or into a new one. */
export const importBody = z.strictObject({ files: filesJson })
