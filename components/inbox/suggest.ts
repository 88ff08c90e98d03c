import { conditions, fieldOf, fieldRules, fields, levels, states } from '@/lib/core/inbox/query-fields'
import type { SplitsPage } from '@/lib/inbox/schema-splits'

export type Suggestion = { text: string; hint: string }

const MOST = 8

/** What could come next where `typed` stands: a field, or a value of the field that was begun. Pure, for the filter box. */
export function suggestionsFor(typed: string, known: SplitsPage['known'] | undefined): Suggestion[] {
  const minus = typed.startsWith('-') ? '-' : ''
  const body = typed.slice(minus.length)
  const [, name = '', op = '', begun = ''] = /^([A-Za-z_]+)(:|<=|>=|<|>)(.*)$/.exec(body) ?? []
  const field = name === '' ? null : fieldOf(name)
  if (field !== null) {
    return valuesOf(field, known)
      .filter((value) => value.toLowerCase().startsWith(begun.toLowerCase()) && value !== begun)
      .slice(0, MOST)
      .map((value) => ({ text: `${minus}${name}${op}${/\s/.test(value) ? `"${value}"` : value}`, hint: '' }))
  }
  if (body !== '' && !/^[A-Za-z_]+$/.test(body)) return []
  return fields
    .filter((each) => each !== 'text' && each.startsWith(body.toLowerCase()))
    .slice(0, body === '' ? 12 : MOST)
    .map((each) => ({
      text: `${minus}${each}${fieldRules[each].operators.includes(':') ? ':' : '<'}`,
      hint: fieldRules[each].hint,
    }))
}

function valuesOf(field: (typeof fields)[number], known: SplitsPage['known'] | undefined): readonly string[] {
  switch (field) {
    case 'level':
      return levels
    case 'state':
      return states
    case 'is':
      return conditions
    case 'workflow':
    case 'agent':
    case 'env':
    case 'action':
      return known?.[field] ?? []
    default:
      return fieldRules[field].values ?? []
  }
}
