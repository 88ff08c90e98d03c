import type { Presentation } from './presentation'

/** What differs between two presentations of a wish, in the words that people saw. */
export function presentationChanges(
  then: Presentation,
  now: Presentation,
): { label: string; before: string; after: string }[] {
  const changes: { label: string; before: string; after: string }[] = []
  const note = (label: string, before: string, after: string) => {
    if (before !== after) changes.push({ label, before, after })
  }
  note('Action', then.action.title, now.action.title)
  note('Target', then.resource.id, now.resource.id)
  note('Executor', then.executor.slug, now.executor.slug)
  const before = new Map(then.params.map((param) => [param.pointer, param]))
  const after = new Map(now.params.map((param) => [param.pointer, param]))
  for (const pointer of new Set([...before.keys(), ...after.keys()])) {
    const a = before.get(pointer)
    const b = after.get(pointer)
    note((b ?? a)?.label ?? pointer, a?.shown ?? '—', b?.shown ?? '—')
  }
  return changes
}
