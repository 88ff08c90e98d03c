import { canonicalize, type Json } from '../canonical/json'
import type { ActionType } from '../directory'
import type { SaidIn } from '../language/said'
import { showValue } from '../presentation/format'
import { fieldLabels } from '../presentation/labels'
import type { Comparable } from './nearest'

/** One field of a wish in the words of the page. `key` is the param's name, or `resource` and `executor` in brackets. */
export type Field = { key: string; label: string; shown: string; same: boolean; before: string }

/** What a wish names besides its params. */
export const fieldKeys = { resource: '(resource)', executor: '(executor)' } as const

/**
 * An earlier wish beside this one, field by field: the resource, every param of either in the order in which they are shown,
 * then who acts. `before` is the earlier value. Values are spelt as they are shown and signed, whatever the language.
 */
export function compareFields(
  then: Comparable,
  now: Comparable,
  type: Pick<ActionType, 'paramLabels'> | undefined,
  executorName: (id: string) => string,
  language: SaidIn,
): Field[] {
  const labels = type?.paramLabels ?? []
  const order = new Map(labels.map(({ name }, at) => [name, at]))
  const names = [...new Set([...Object.keys(now.params), ...Object.keys(then.params)])].sort(
    (a, b) => (order.get(a) ?? labels.length) - (order.get(b) ?? labels.length) || (a < b ? -1 : 1),
  )
  const say = (name: string, params: Comparable['params']): string => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return '—'
    const label = labels.find((candidate) => candidate.name === name)
    const code = label?.currencyParam ? params[label.currencyParam] : undefined
    return showValue(value, label?.format ?? plainFormat(value), typeof code === 'string' ? code : undefined)
  }
  return [
    field(fieldKeys.resource, fieldLabels[language].resource, then.resource, now.resource),
    ...names.map((name) => ({
      ...field(
        name,
        labels.find((candidate) => candidate.name === name)?.label ?? name,
        say(name, then.params),
        say(name, now.params),
      ),
      same: canonical(then.params[name]) === canonical(now.params[name]),
    })),
    {
      ...field(
        fieldKeys.executor,
        fieldLabels[language].executor,
        executorName(then.executorId),
        executorName(now.executorId),
      ),
      same: then.executorId === now.executorId,
    },
  ]
}

function field(key: string, label: string, before: string, shown: string): Field {
  return { key, label, shown, before, same: before === shown }
}

function plainFormat(value: Json): 'text' | 'json' {
  return typeof value === 'string' ? 'text' : 'json'
}

function canonical(value: Json | undefined): string {
  return value === undefined ? '' : canonicalize(value)
}
