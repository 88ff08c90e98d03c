import { batchWords } from '@/lib/core/batch/explain'
import { batchFields, type Compared, oddities } from '@/lib/core/batch/fields'
import { outliersFirst } from '@/lib/core/batch/outliers'
import { type Batchable, explainNotBatched, whyNotBatched } from '@/lib/core/batch/together'
import { explainIneligible } from '@/lib/core/decision/explain'
import type { SaidIn } from '@/lib/core/language/said'
import { limits } from '@/lib/core/limits'
import { currentDirectory, now } from '@/lib/directory/current'
import { itemOf } from '@/lib/inbox/items'
import { withPasskey } from '@/lib/inbox/request/store'
import type { InboxItem } from '@/lib/inbox/schema'
import { findRows } from '@/lib/inbox/store'
import { viewerOf } from '@/lib/inbox/viewer'
import { sayingIn } from '@/lib/platform/spoken-language'
import { autocommit } from '@/lib/platform/transaction'
import type { BatchView } from './schema'
import { type BatchedRequest, findBatched, findOpenedOf } from './store'

type Candidate = { item: InboxItem; request: BatchedRequest }

/**
 * Several requests as one table: what they have in common, where they differ, the outliers first; and what does not belong,
 * with the reason. The first one that may be in a batch says what the others must be. Null when this person sees none.
 */
export async function readBatch(personId: string, ids: readonly string[]): Promise<BatchView | null> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const [rows, requests, opened, passkeys, at] = await Promise.all([
    findRows(viewer, ids),
    findBatched(autocommit(), ids),
    findOpenedOf(autocommit(), personId, ids),
    withPasskey([personId]),
    now(),
  ])
  const candidates = ids.flatMap((id): Candidate[] => {
    const row = rows.find((one) => one.id === id)
    const request = requests.find((one) => one.id === id)
    return row && request ? [{ item: itemOf(row, personId, directory, at), request }] : []
  })
  const language = sayingIn()
  const first = candidates.find((candidate) => whyNot(candidate, null, language) === null) ?? candidates[0]
  if (first === undefined) return null
  const members: Candidate[] = []
  const apart: BatchView['apart'] = []
  for (const candidate of candidates) {
    const why = whyNot(candidate, first.request, language)
    if (why === null) members.push(candidate)
    else apart.push({ item: candidate.item, why })
  }
  const compared = members.map(
    ({ item, request }): Compared => ({
      presentation: request.presentation,
      params: request.values,
      signals: item.signals,
    }),
  )
  const { presentation } = first.request
  const type = directory.workflows.get(first.request.workflowId)?.actionTypes.get(first.request.action)
  const fields = batchFields(compared, type?.paramLabels ?? [], language)
  const unusual = oddities(compared, fields, language)
  const listed = members.map(({ item, request }, n) => ({
    id: item.id,
    expiresAt: Date.parse(item.expires_at),
    unusual: unusual[n] ?? [],
    row: {
      item,
      presentation_digest: request.presentationDigest,
      opened: opened.has(item.id),
      cells: fields.columns.map(({ cells }) => cells[n]?.shown ?? ''),
      unusual: (unusual[n] ?? []).map(({ key, label, why }) => ({ key, label, why })),
    },
  }))
  return {
    action: { name: presentation.action.name, title: presentation.action.title },
    workflow: presentation.workflow,
    boundary_version: first.request.boundaryVersion,
    level: first.item.level,
    reason_min: presentation.consent.stepup === 'passkey' ? limits.reasonMinChars : 0,
    has_passkey: passkeys.has(personId),
    common: fields.common,
    columns: fields.columns.map(({ key, label, cells }, n) => ({
      key,
      label,
      numeric: cells.every(({ number }) => number !== null),
      total: fields.totals[n] ?? '',
    })),
    rows: outliersFirst(listed).map(({ row }) => row),
    apart,
    server_now: at.toISOString(),
  }
}

/** Why this one is not in the batch; null when it is. */
function whyNot({ item, request }: Candidate, first: Batchable | null, language: SaidIn): string | null {
  if (item.cannot_why !== null) return explainIneligible(item.cannot_why, 'you', language)
  const why = whyNotBatched(request, first)
  return why === null ? null : batchWords[language].thisOne(explainNotBatched(why, language))
}
