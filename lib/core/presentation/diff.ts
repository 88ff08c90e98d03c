import type { SaidIn } from '../language/said'
import { fieldLabels } from './labels'
import type { Presentation } from './presentation'

/** What differs between two presentations of a wish, in the words that people saw; `language` is of the labels that are ours. */
export function presentationChanges(
  then: Presentation,
  now: Presentation,
  language: SaidIn,
): { label: string; before: string; after: string }[] {
  const labels = fieldLabels[language]
  const changes: { label: string; before: string; after: string }[] = []
  const note = (label: string, before: string, after: string) => {
    if (before !== after) changes.push({ label, before, after })
  }
  note(labels.action, then.action.title, now.action.title)
  note(labels.resource, then.resource.id, now.resource.id)
  note(labels.executor, then.executor.slug, now.executor.slug)
  const before = new Map(then.params.map((param) => [param.pointer, param]))
  const after = new Map(now.params.map((param) => [param.pointer, param]))
  for (const pointer of new Set([...before.keys(), ...after.keys()])) {
    const a = before.get(pointer)
    const b = after.get(pointer)
    note((b ?? a)?.label ?? pointer, a?.shown ?? '—', b?.shown ?? '—')
  }
  return changes
}
