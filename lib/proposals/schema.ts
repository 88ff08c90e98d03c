import { z } from 'zod'
import { limits } from '@/lib/core/limits'
import { proposalKinds } from '@/lib/core/proposal/kinds'
import { guardSettingsBody } from '@/lib/guard/schema'
import { signatureBody } from '@/lib/identity/schema'

const idOf = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`))
export const personId = idOf('usr')
export const teamId = idOf('tem')
export const workflowId = idOf('wfl')
export const proposalPath = z.strictObject({ id: idOf('prp') })

const reason = z.string().trim().min(1).max(limits.reasonChars)
const alone = <K extends string, S extends z.ZodType>(kind: K, subject: S) =>
  z.strictObject({ kind: z.literal(kind), subject, reason })

/** POST /api/console/proposals. What holds now is for the server to say. */
export const proposeBody = z.discriminatedUnion('kind', [
  alone('person.role', z.strictObject({ person_id: personId, role: z.enum(['admin', 'compliance']) })),
  alone('team.member', z.strictObject({ team_id: teamId, person_id: personId })),
  z.strictObject({
    kind: z.literal('team.lead'),
    subject: z.strictObject({ team_id: teamId }),
    after: z.strictObject({ lead_id: personId }),
    reason,
  }),
  alone('workflow.owner', z.strictObject({ workflow_id: workflowId, person_id: personId })),
  alone('workflow.resume', z.strictObject({ workflow_id: workflowId })),
  alone('machine.resume', z.strictObject({ machine_id: z.string().regex(/^(agt|exr)_[0-9a-z]{26}$/) })),
  alone('runtime.resume', z.strictObject({ runtime_id: z.string().regex(/^[a-z]{3}_[0-9a-z]{26}$/) })),
  alone('person.recover', z.strictObject({ person_id: personId })),
  z.strictObject({
    kind: z.literal('runtime.ownership'),
    subject: z.strictObject({
      runtime: z.string().min(1).max(63),
      action: z.string().min(1).max(120),
      pattern: z.string().min(1).max(limits.resourceChars),
      other_workflow_id: workflowId,
    }),
    after: z.strictObject({ workflow_id: workflowId }),
    reason,
  }),
  z.strictObject({
    kind: z.literal('organisation.guard'),
    subject: z.strictObject({}),
    after: guardSettingsBody,
    reason,
  }),
])
export type ProposeBody = z.infer<typeof proposeBody>

/**
 * POST /api/console/proposals/{id}/verdict. Applying is signed: sent without `signature` it answers `{ challenge }` and
 * nothing has happened. Refusing says why and needs no passkey: the safe direction is the cheapest.
 */
export const decideBody = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('apply'), signature: signatureBody.optional() }),
  z.strictObject({ verb: z.literal('refuse'), reason }),
])
export type DecideBody = z.infer<typeof decideBody>

/** GET /api/console/proposals: those that wait for me, those I made, or those that are over; newest first. */
export const proposalsQuery = z.strictObject({
  view: z.enum(['waiting', 'mine', 'open', 'decided']).default('waiting'),
  kind: z.enum(proposalKinds).optional(),
  /** Only those about this person, team, workflow or machine. */
  about: z.string().max(64).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
})
export type ProposalsQuery = z.infer<typeof proposalsQuery>

const who = z.object({ id: z.string(), name: z.string() })

export const proposalView = z.object({
  id: z.string(),
  kind: z.enum(proposalKinds),
  /** To stand after "to": "give Mei Lin the role administrator"; in German after a colon. */
  sentence: z.string(),
  lines: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
  /** Whom a one-time link would let in again, by name. */
  lets_in: z.string().nullable(),
  subject: z.record(z.string(), z.unknown()),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  reason: z.string(),
  proposed_by: who,
  proposed_at: z.string(),
  expires_at: z.string(),
  status: z.enum(['open', 'applied', 'refused', 'withdrawn', 'expired']),
  decided_by: who.nullable(),
  decided_at: z.string().nullable(),
  decision_reason: z.string(),
  mine: z.object({
    may_decide: z.boolean(),
    may_withdraw: z.boolean(),
    /** Why I may not decide, as a refusal's code; null when I may. */
    why_not: z.string().nullable(),
  }),
})
export type ProposalView = z.infer<typeof proposalView>

export const proposalsPage = z.object({
  items: z.array(proposalView),
  next_cursor: z.string().nullable(),
  counts: z.object({ waiting: z.number() }),
  server_now: z.string(),
})
export type ProposalsPage = z.infer<typeof proposalsPage>

/**
 * What a proposal, or deciding on one, answers. `proposal` is null when it was applied at once, which happens only while
 * nothing was ever in force (decision 0009). `link` is the one-time link of a recovery, said once and never again.
 */
export const proposalAnswer = z.object({
  applied: z.boolean(),
  proposal: proposalView.nullable(),
  link: z.string().nullable(),
})
export type ProposalAnswer = z.infer<typeof proposalAnswer>
