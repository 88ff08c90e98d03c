import { appendEntry } from '@/lib/audit/store'
import { assigneeOf } from '@/lib/core/accountability/gap'
import { reviewAfter } from '@/lib/core/accountability/review'
import { acknowledgementOf } from '@/lib/core/accountability/undertaking'
import type { PersonActor } from '@/lib/core/actor'
import { refuseRecovering } from '@/lib/core/people/recovering'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { type Signature, type SigningChallenge, signStatement } from '@/lib/identity/passkey/statement'
import { inTransaction } from '@/lib/platform/transaction'
import { foundAssignment } from './found'
import { acknowledge, lockAssignment, openCampaign } from './store'

/**
 * Signs that one answers for a role, for the first time or again: only whoever is named (the person, the team's lead, or who
 * vouches for the vendor), with a passkey, for exactly this assignment as it is now. Called without a signature it answers
 * what to sign and changes nothing. From its commit on the role has no gap, until its review is due.
 * Refuses `not_found`, `assignment.ended`, `assignment.not_yours`, `person.recovering`, `passkey.required`,
 * `passkey.refused`.
 */
export async function acknowledgeRole(
  ctx: { actor: PersonActor },
  input: { id: string; signature: Signature | null },
): Promise<Result<{ review_due: string } | { challenge: SigningChallenge }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    const locked = await lockAssignment(tx, input.id)
    const found = foundAssignment(ctx.actor.id, locked, directory)
    if (!found.ok) return found
    const { workflow, assignment } = found.value
    if (assigneeOf(assignment, directory) !== ctx.actor.id) return refuse({ code: 'assignment.not_yours' })
    const now = locked?.now ?? new Date(Number.NaN)
    const recovering = refuseRecovering(ctx.actor.id, directory, now)
    if (recovering) return refuse(recovering)
    const campaign = await openCampaign(tx)
    const reviewDue = reviewAfter(assignment, now)
    const campaignId = campaign?.id ?? null
    // Computed from what is stored now: whatever changed since the challenge was given voids the signature.
    const says = acknowledgementOf(assignment, workflow, directory, { now, reviewDue, campaignId })
    const signing = await signStatement(tx, {
      personId: ctx.actor.id,
      purpose: 'accountability',
      says,
      signature: input.signature,
    })
    if (!signing.ok) return signing
    if (!signing.value.signed) return ok({ challenge: signing.value.challenge })
    await acknowledge(tx, assignment.id, ctx.actor.id, signing.value, { reviewDue, campaignId })
    await appendEntry(
      tx,
      {
        type: 'accountability.acknowledged',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: {
          workflow_id: workflow.id,
          assignment_id: assignment.id,
          passkey_id: signing.value.passkeyId,
          campaign_id: campaignId ?? undefined,
        },
        facts: {
          workflow: workflow.slug,
          role: assignment.role,
          again: assignment.acknowledgedAt !== null,
          review_due: reviewDue.toISOString(),
        },
      },
      { statement: signing.value.statement, signature: signing.value.evidence },
    )
    await announce(tx, { kind: 'config', id: 'accountability' })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ review_due: reviewDue.toISOString() })
  })
}
