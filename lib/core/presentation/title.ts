import { canonicalize, type Json } from '../canonical/json'
import type { ActionType } from '../directory'
import { showValue } from './format'
import type { TitlePart } from './presentation'

/**
 * The action sentence from the server's template: text, `{param}` in its own format, `{resource}`. An action without a
 * template is opaque and shown raw.
 */
export function titleParts(type: ActionType, params: { [name: string]: Json }, resource: string): TitlePart[] {
  if (type.titleTemplate === null)
    return [
      { text: `${type.name} `, kind: 'code' },
      { text: `${resource} `, kind: 'code' },
      { text: canonicalize(params).slice(0, 200), kind: 'code' },
    ]
  const parts: TitlePart[] = []
  for (const piece of type.titleTemplate.split(/(\{[A-Za-z_][A-Za-z0-9_]*\})/)) {
    if (piece === '') continue
    const name = /^\{(.+)\}$/.exec(piece)?.[1]
    if (name === undefined) parts.push({ text: piece, kind: 'text' })
    else if (name === 'resource') parts.push({ text: resource.slice(resource.indexOf(':') + 1), kind: 'code' })
    else {
      const label = type.paramLabels.find((candidate) => candidate.name === name)
      const value = params[name]
      const currency = label?.currencyParam ? params[label.currencyParam] : undefined
      const text =
        value === undefined
          ? '—'
          : showValue(value, label?.format ?? 'text', typeof currency === 'string' ? currency : undefined)
      parts.push({
        text: text.length > 80 ? `${[...text].slice(0, 79).join('')}…` : text,
        kind: label?.format === 'money' || label?.format === 'integer' ? 'value' : 'code',
      })
    }
  }
  return parts
}

/** The sentence as one string. */
export function titleText(parts: readonly TitlePart[]): string {
  return parts
    .map((part) => part.text)
    .join('')
    .trim()
}
