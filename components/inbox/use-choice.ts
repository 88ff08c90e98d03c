'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { type Grouping, groupings, type Sorting, sortings } from '@/lib/core/inbox/group'
import { QUERY_CHARS } from '@/lib/core/inbox/query'
import { builtInSplits, type Split } from '@/lib/core/inbox/splits'
import type { InboxChoice } from '@/lib/inbox/client'
import { useSettled } from './use-settled'

export const VIEWS = ['mine', 'snoozed', 'waiting', 'ended'] as const
export type View = (typeof VIEWS)[number]

const PARSERS = {
  split: parseAsString.withDefault('all'),
  view: parseAsStringLiteral(VIEWS).withDefault('mine'),
  f: parseAsString.withOptions({ throttleMs: 200 }),
  group: parseAsStringLiteral(groupings),
  sort: parseAsStringLiteral(sortings),
}

export type Choice = {
  split: Split | undefined
  splitId: string
  view: View
  /** The filter as it stands in the box. */
  filter: string
  /** Something was changed since the tab was opened, so it can be kept. */
  edited: boolean
  group: Grouping
  sort: Sorting
  openSplit: (id: string) => void
  openView: (view: View) => void
  setFilter: (text: string) => void
  setGroup: (group: Grouping) => void
  setSort: (sort: Sorting) => void
}

/** What the inbox shows is in the address: the tab, and what was changed of it since. */
export function useChoice(kept: readonly Split[]): Choice {
  const [url, setUrl] = useQueryStates(PARSERS)
  const known = kept.length > 0 ? kept : builtInSplits
  const split = known.find(({ id }) => id === url.split)
  const filter = url.f ?? (split?.query ? `${split.query} ` : '')
  const group = url.group ?? split?.group ?? 'risk'
  const sort = url.sort ?? split?.sort ?? 'time'
  const plain = { f: null, group: null, sort: null }
  return {
    split,
    splitId: url.split,
    view: url.view,
    filter,
    edited:
      filter.trim() !== (split?.query ?? '') || group !== (split?.group ?? 'risk') || sort !== (split?.sort ?? 'time'),
    group,
    sort,
    openSplit: (id) => void setUrl({ ...plain, split: id, view: 'mine' }),
    openView: (view) => void setUrl({ view }),
    setFilter: (f) => void setUrl({ f: f.trim() === (split?.query ?? '') && f.trim() === '' ? null : f }),
    setGroup: (next) => void setUrl({ group: next === (split?.group ?? 'risk') ? null : next }),
    setSort: (next) => void setUrl({ sort: next === (split?.sort ?? 'time') ? null : next }),
  }
}

/** What is asked of the server: the filter a moment after the last letter, everything else at once. */
export function useAsked({ view, filter, group, sort }: Choice): InboxChoice {
  const q = useSettled(filter.trim()).slice(0, QUERY_CHARS)
  return { view, q, group, sort }
}
