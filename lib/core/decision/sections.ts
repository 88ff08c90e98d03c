/** The sections of the request page, in their order: what a reader may have seen before deciding. */
export const readSections = [
  'action',
  'facts',
  'why',
  'blast',
  'compare',
  'delegation',
  'claims',
  'accountable',
  'history',
] as const
export type ReadSection = (typeof readSections)[number]
