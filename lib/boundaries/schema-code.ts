import { z } from '@hono/zod-openapi'
import { limits } from '@/lib/core/limits'

/** Boundaries as code: what a pipeline sends and is answered. Unknown members are refused. */

const files = z
  .strictObject({
    'workflow.json': z.string().max(limits.draftBytes),
    'boundary.cedar': z.string().max(limits.cedarChars),
  })
  .openapi('WorkflowFiles', { description: 'The files of one workflow, as text, by their names.' })
const ref = z
  .string()
  .max(200)
  .openapi({ description: 'Where the files come from, such as a commit.', example: 'main@4f1c2aa' })

export const codePath = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .openapi({ description: 'Slug of a workflow that the sponsor of the pipeline owns', example: 'payments' }),
})
export const codeCheckBody = z.strictObject({ files })
export const codeDiffBody = z.strictObject({ files, ref: ref.default('') })
export const codeProposeBody = z.strictObject({
  files,
  title: z.string().trim().min(1).max(160).openapi({ example: 'Refunds up to 20 EUR need nobody' }),
  note: z.string().trim().max(2_000).default(''),
  ref: ref.default(''),
})

const fault = z.object({
  rule: z.string().nullable(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
  help: z.string().nullable(),
})
const blocker = z.object({ code: z.string(), where: z.string(), message: z.string() })

export const codeCheckWire = z
  .object({
    good: z.boolean().openapi({ description: 'Nothing keeps it from being handed in.' }),
    faults: z.array(fault),
    catalogue_faults: z.array(z.object({ pointer: z.string(), message: z.string() })),
    findings: z.array(
      z.object({ code: z.string(), rule: z.string().nullable(), message: z.string(), severity: z.string() }),
    ),
    tests: z.array(z.object({ name: z.string(), passed: z.boolean(), message: z.string() })),
    blockers: z
      .array(blocker)
      .openapi({ description: 'What keeps it from being handed in or, after that, from being activated.' }),
  })
  .openapi('BoundaryCheck')

export const codeDiffWire = z
  .object({
    version: z.number().int().nullable().openapi({ description: 'The version in force; null before the first one.' }),
    drift: z.boolean().openapi({ description: 'The files are not what is in force.' }),
    differs: z.array(z.string()).openapi({ description: 'Which parts differ.' }),
    digest: z.string(),
    active_digest: z.string().nullable(),
    direction: z.enum(['loosens', 'tightens', 'neutral']).nullable(),
    changes: z.array(z.object({ direction: z.string(), sentence: z.string(), before: z.string() })),
  })
  .openapi('BoundaryDiff')

export const codeProposeWire = z
  .object({
    status: z.enum(['in_force', 'draft', 'in_review']).openapi({
      description:
        '`in_force`: nothing differs. `in_review`: handed in. `draft`: saved, but the sponsor has to accept something in the console first.',
    }),
    version: z.number().int(),
    direction: z.enum(['loosens', 'tightens', 'neutral']).nullable(),
    reviews_needed: z.number().int().nullable(),
    change_digest: z.string().nullable(),
    blockers: z.array(blocker),
  })
  .openapi('BoundaryProposal')

export const codeFilesWire = z.object({ version: z.number().int(), files, digest: z.string() }).openapi('BoundaryFiles')

export type CodeCheck = z.infer<typeof codeCheckWire>
export type CodeDiff = z.infer<typeof codeDiffWire>
export type CodeProposal = z.infer<typeof codeProposeWire>
