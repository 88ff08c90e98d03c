import { activeSide, replayable } from '@/lib/boundaries/sides'
import type { Recorded } from '@/lib/boundaries/store-recorded'
import type { Consent } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { counterfactuals } from '@/lib/core/comparison/counterfactual'
import { compareFields, fieldKeys } from '@/lib/core/comparison/fields'
import { type Comparable, nearest } from '@/lib/core/comparison/nearest'
import { rarityOf } from '@/lib/core/comparison/rarity'
import type { Directory } from '@/lib/core/directory'
import { outcomeSentence } from '@/lib/core/request/outcome'
import { currentDirectory } from '@/lib/directory/current'
import { readBoundary } from '@/lib/platform/cedar-text'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { RequestBackground } from '../schema-background'
import { findItem } from '../store'
import { viewerOf } from '../viewer'
import { findJudged, type JudgedRequest } from './store'
import { type CountRow, findLike, type LikeRow } from './store-like'

const LAST = 5

/**
 * What a request is compared with, how rare its values are, and what would have made it need less: all of it of the moment
 * in which it was asked, so it never changes. Null when there is no such request or this person may not see it.
 */
export async function readBackground(personId: string, id: string): Promise<RequestBackground | null> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  if (!(await findItem(viewer, id))) return null
  const [judged, like] = await Promise.all([findJudged(id), findLike(viewer, id)])
  if (judged === null) return null
  const me = comparable(judged)
  const byOutcome = (status: LikeRow['status']) => like.past.filter((row) => row.status === status)
  const side = (row: LikeRow | undefined) => (row ? likeness(row, me, judged, directory) : null)
  return {
    approved: side(nearest(me, byOutcome('approved'))),
    denied: side(nearest(me, byOutcome('denied'))),
    last: like.past
      .toSorted((a, b) => (a.at < b.at ? 1 : -1))
      .slice(0, LAST)
      .map((row) => {
        const { fields, ...line } = likeness(row, me, judged, directory)
        return { ...line, changed: fields.filter((field) => !field.same).length }
      }),
    rarity: rarityOfFields(me, like.counts),
    less: lessOf(judged, directory),
  }
}

function comparable(judged: JudgedRequest): Comparable {
  const { resource, executorId, agentId } = judged
  return { resource, executorId, agentId, params: judged.params as { [name: string]: Json } }
}

function likeness(
  row: LikeRow,
  me: Comparable,
  judged: JudgedRequest,
  directory: Directory,
): NonNullable<RequestBackground['approved']> {
  const type = directory.workflows.get(judged.workflowId)?.actionTypes.get(judged.action)
  const nameOf = (id: string) => directory.people.get(id)?.name ?? id
  const language = sayingIn()
  const denial = row.decisions.find(({ verb }) => verb === 'deny')
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    status: row.status,
    at: row.at,
    sentence:
      outcomeSentence(
        {
          status: row.status,
          tier: 'approve',
          denial: denial ? { name: nameOf(denial.person), code: denial.code ?? 'other' } : null,
          approvers: row.decisions.filter(({ verb }) => verb === 'approve').map(({ person }) => nameOf(person)),
          reason: null,
          told: row.told,
        },
        language,
      ) ?? '',
    fields: compareFields(row, me, type, (id) => directory.executors.get(id)?.slug ?? id, language),
  }
}

function rarityOfFields(me: Comparable, counts: readonly CountRow[]): RequestBackground['rarity'] {
  const nothing = { samples: 0, same: 0, below: 0, distinct: 0, number: false }
  const of = (scope: CountRow['scope'], key: string) =>
    rarityOf(counts.find((row) => row.scope === scope && row.key === key) ?? nothing, sayingIn())
  const counted = new Set(counts.map(({ key }) => key))
  return [fieldKeys.resource, ...Object.keys(me.params)]
    .filter((key) => counted.size === 0 || counted.has(key))
    .map((key) => ({ key, agent: of('agent', key), workflow: of('workflow', key) }))
}

/** Asked of the version that judged it, over the facts of that moment. */
function lessOf(judged: JudgedRequest, directory: Directory): RequestBackground['less'] {
  const [evaluation] = judged.evaluation
  const consent = judged.consent as unknown as Consent
  if (!evaluation || consent.tier !== 'approve') return []
  const { id, version, cedar, catalogue } = judged.boundary
  const side = activeSide({ id, version, cedar, catalogue: catalogue as unknown as CatalogueJson })
  const wish = replayable(
    {
      agentId: judged.agentId,
      action: judged.action,
      resource: judged.resource,
      params: judged.params as { [name: string]: Json },
      at: judged.createdAt,
      context: evaluation.context as unknown as Recorded['context'],
    },
    directory,
  )
  const conditions = readBoundary(cedar, null).rules.flatMap(({ form }) =>
    form !== null && (form.actions.length === 0 || form.actions.includes(judged.action)) ? form.conditions : [],
  )
  return counterfactuals(wish, consent, conditions, side, directory, sayingIn()).map(({ level, quorum, text }) => ({
    level,
    quorum,
    text,
  }))
}
