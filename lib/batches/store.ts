import type { BatchLine } from '@/lib/core/batch/signed'
import type { Batchable } from '@/lib/core/batch/together'
import type { Consent } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import type { Presentation } from '@/lib/core/presentation/presentation'
import type { Seen } from '@/lib/core/request/visibility'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** What of a request a batch rests on; none of it ever changes. */
export type BatchedRequest = Batchable &
  Seen & {
    id: string
    digest: string
    presentationDigest: string
    boundaryVersion: number
    /** What was shown, and what was asked for. */
    presentation: Presentation
    values: { [name: string]: Json }
  }

/** The requests with these ids, in no order. Read without a lock, because nothing of it changes once it was submitted. */
export async function findBatched(db: Db, ids: readonly string[]): Promise<BatchedRequest[]> {
  const rows = await db.request.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      workflowId: true,
      boundaryId: true,
      boundaryVersion: true,
      sponsorId: true,
      principals: true,
      approverTeams: true,
      action: true,
      params: true,
      level: true,
      consent: true,
      digest: true,
      presentation: true,
      presentationDigest: true,
    },
  })
  return rows.map(({ params, presentation, consent, ...row }) => {
    const shown = JSON.parse(presentation) as Presentation
    const values = params as { [name: string]: Json }
    return {
      ...row,
      consent: consent as unknown as Consent,
      params: Object.keys(values),
      presentation: shown,
      values,
      resourceKind: shown.resource.kind,
      opaque: shown.opaque,
    }
  })
}

/** Which of these requests this person has opened, as the server remembers. */
export async function findOpenedOf(db: Db, personId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.requestView.findMany({
    where: { personId, requestId: { in: [...ids] } },
    select: { requestId: true },
  })
  return new Set(rows.map(({ requestId }) => requestId))
}

export type NewBatch = {
  id: string
  personId: string
  sessionId: string
  lines: readonly BatchLine[]
  itemsDigest: string
  /** What was signed, and what all of it have in common; null where denials are collected. */
  signed: {
    statement: string
    passkeyId: string
    assertion: { [key: string]: Json }
    boundaryId: string
    action: string
    level: string
  } | null
}

/** Writes the list of a batch; its decisions follow, each in a transaction of its own, and are held against it by the database. */
export async function insertBatch(tx: Tx, batch: NewBatch): Promise<void> {
  const { signed } = batch
  await tx.decisionBatch.create({
    data: {
      id: batch.id,
      personId: batch.personId,
      sessionId: batch.sessionId,
      kind: signed === null ? 'denials' : 'review',
      items: batch.lines.map((line) => ({ ...line })),
      itemsDigest: batch.itemsDigest,
      statement: signed?.statement ?? '',
      passkeyId: signed?.passkeyId ?? null,
      assertion: signed === null ? Prisma.DbNull : (signed.assertion as Prisma.InputJsonValue),
      boundaryId: signed?.boundaryId ?? null,
      action: signed?.action ?? null,
      level: signed?.level ?? null,
    },
  })
}
