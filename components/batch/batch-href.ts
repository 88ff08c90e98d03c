/** The page that decides these together: as a table, or one after the other. */
export function batchHref(ids: readonly string[], mode: 'table' | 'run'): string {
  return `/batch?ids=${ids.join(',')}${mode === 'run' ? '&mode=run' : ''}`
}
