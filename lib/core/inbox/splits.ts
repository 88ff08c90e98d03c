import type { Grouping, Sorting } from './group'

export type Split = { id: string; title: string; query: string; group: Grouping; sort: Sorting }

/** The tabs that everybody has. Nobody owns them, so nobody changes them. */
export const builtInSplits: readonly Split[] = [
  { id: 'all', title: 'All', query: '', group: 'risk', sort: 'time' },
  { id: 'mine', title: 'Mine', query: 'is:mine', group: 'risk', sort: 'time' },
  { id: 't3', title: 'T3', query: 'level:T3', group: 'risk', sort: 'time' },
]
