import { entryRow } from '@/lib/audit/store'
import type { Directory } from '@/lib/core/directory'
import type { Draft } from '@/lib/core/request/draft'
import type { Submission } from '@/lib/core/request/submission'
import type { AgentActor, VerbContext } from '@/lib/directory/context'
import type { Beginning } from '@/lib/escalation/first'
import { newId } from '@/lib/platform/ids'
import type { Db } from '@/lib/platform/transaction'
import type { SubmitInput } from './schema'
import { type Inserted, insertRequest } from './store-insert'

export type Written = { draft: Draft; inserted: Inserted; grantId: string | null; supersedesId: string | null }

/**
 * Writes a judged request with its log entries, and the grant where policy alone consents: one statement, which writes nothing
 * when the configuration it was judged by is no longer the newest, or when its Idempotency-Key is taken.
 */
export async function writeSubmission(
  db: Db,
  ctx: VerbContext<AgentActor>,
  input: SubmitInput,
  submission: Submission,
  directory: Directory,
  draft: Draft,
  barred: readonly string[] = [],
  beginning: Beginning | null = null,
): Promise<Written | 'config_changed' | 'key_taken'> {
  const actor = { kind: ctx.actor.kind, id: ctx.actor.id }
  const grantId = draft.status === 'approved' ? newId('grt', ctx.now.getTime()) : null
  const subject = { request_id: draft.id, workflow: submission.workflow.slug }
  const entries = [
    entryRow({
      type: 'request.submitted',
      actor,
      subject,
      facts: {
        boundary: submission.boundary.id,
        boundary_version: submission.boundary.version,
        action: submission.type.name,
        resource: submission.resource.id,
        executor: submission.executor.id,
        sponsor: submission.agent.sponsorId,
        principals: [...submission.principals],
        credential: ctx.actor.credentialId,
        strength: ctx.actor.strength,
        digest: draft.digest,
        presentation_digest: draft.presentationDigest,
        tier: draft.consent.tier,
        level: draft.level,
        quorum: draft.consent.quorum,
        status: draft.status,
        rules: draft.evaluation.determining,
        reasons: draft.reasons.map((reason) => reason.code),
        not_after: draft.notAfter.toISOString(),
        expires_at: draft.expiresAt.toISOString(),
        supersedes: input.supersedes ?? null,
        ...(barred.length > 0 && { barred: [...barred] }),
        ...(beginning && { told: beginning.told.people }),
      },
    }),
    ...(grantId
      ? [
          entryRow({
            type: 'grant.issued',
            actor: { kind: 'system', id: 'policy' },
            subject: { ...subject, grant_id: grantId },
            facts: {
              digest: draft.digest,
              executor: submission.executor.id,
              ttl_seconds: draft.consent.grant_ttl_s,
              by: 'policy',
            },
          }),
        ]
      : []),
  ]
  const inserted = await insertRequest(db, {
    revision: directory.revision,
    draft,
    barred,
    submission,
    evaluationId: newId('evl', ctx.now.getTime()),
    params: input.params,
    secret: input.secret ?? null,
    claims: {
      justification: input.justification,
      claims: input.claims,
      trace: input.trace,
      external_refs: input.external_refs,
    },
    emergency: input.emergency,
    supersedesId: input.supersedes ?? null,
    entries,
    grantId,
    beginning,
    idempotency: ctx.idempotency
      ? { ...ctx.idempotency, clientId: ctx.actor.id, status: draft.status === 'pending' ? 202 : 201 }
      : null,
  })
  if (!inserted.guard) return 'config_changed'
  return inserted.inserted ? { draft, inserted, grantId, supersedesId: input.supersedes ?? null } : 'key_taken'
}
