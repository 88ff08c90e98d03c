import type { Level } from '../presentation/presentation'
import type { InboxWords } from './words'

/** What a list is grouped by; `risk` is level and time left. */
export const groupings = ['risk', 'workflow', 'agent', 'sponsor', 'similar', 'none'] as const
export type Grouping = (typeof groupings)[number]
/** `time`: the least time left first. */
export const sortings = ['time', 'newest', 'oldest', 'level'] as const
export type Sorting = (typeof sortings)[number]

/** Due in less than this counts as soon, in milliseconds. */
export const SOON_MS = 10 * 60_000

/** The little that ordering needs of a request. Names are what people read; `template` says which ones are alike. */
export type Listed = {
  id: string
  level: Level
  quorum: number
  createdAt: number
  expiresAt: number
  workflow: string
  agent: string
  sponsor: string
  template: string
  templateTitle: string
}

/**
 * `level` is that of the gravest member, `quorum` what all of them ask, or null where they differ; together they are the
 * words of a head without `words`.
 */
export type ListedGroup = { key: string; level: Level; quorum: number | null; words: string; ids: string[] }

const GRAVITY: readonly string[] = ['T3', 'T2', 'T1', 'T0', 'TX']
const gravity = (level: Level) => GRAVITY.indexOf(level)

/**
 * Groups and their order at one moment. Total order: ties are broken by id, so the same rows give the same list. Groups
 * come by their gravest and most urgent member; by risk, what is due in under ten minutes stands before its level.
 */
export function groupListed(
  rows: readonly Listed[],
  by: Grouping,
  sort: Sorting,
  now: number,
  words: Pick<InboxWords, 'dueSoon'>,
): ListedGroup[] {
  const urgent = [...rows].sort(byUrgency)
  const groups = new Map<string, Listed[]>()
  for (const row of urgent) {
    const key = keyOf(row, by, now)
    const members = groups.get(key)
    if (members) members.push(row)
    else groups.set(key, [row])
  }
  const entries = [...groups]
  if (by === 'risk') entries.sort(([a], [b]) => riskRank(a) - riskRank(b))
  return entries.map(([key, members]) => ({
    key,
    level: members[0]?.level ?? 'T1',
    quorum: quorumOf(members),
    words: wordsOf(key, members, by, words),
    ids: [...members].sort(SORTS[sort]).map((row) => row.id),
  }))
}

const byId = (a: Listed, b: Listed) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const byTime = (a: Listed, b: Listed) => a.expiresAt - b.expiresAt || byId(a, b)
const byUrgency = (a: Listed, b: Listed) => gravity(a.level) - gravity(b.level) || byTime(a, b)

const SORTS: { readonly [sort in Sorting]: (a: Listed, b: Listed) => number } = {
  time: byTime,
  newest: (a, b) => b.createdAt - a.createdAt || byId(a, b),
  oldest: (a, b) => a.createdAt - b.createdAt || byId(a, b),
  level: byUrgency,
}

function keyOf(row: Listed, by: Grouping, now: number): string {
  switch (by) {
    case 'risk':
      return row.expiresAt - now < SOON_MS ? `${row.level}-soon` : row.level
    case 'workflow':
      return row.workflow
    case 'agent':
      return row.agent
    case 'sponsor':
      return row.sponsor
    case 'similar':
      return row.template
    case 'none':
      return ''
  }
}

function riskRank(key: string): number {
  const [level = '', soon] = key.split('-')
  return GRAVITY.indexOf(level) * 2 + (soon === undefined ? 1 : 0)
}

function wordsOf(key: string, members: readonly Listed[], by: Grouping, words: Pick<InboxWords, 'dueSoon'>): string {
  if (by === 'none') return ''
  if (by === 'similar') return members[0]?.templateTitle ?? ''
  if (by !== 'risk') return key
  return key.endsWith('-soon') ? words.dueSoon : ''
}

function quorumOf(members: readonly Listed[]): number | null {
  const quorums = new Set(members.map((row) => row.quorum))
  return quorums.size === 1 ? (members[0]?.quorum ?? null) : null
}
