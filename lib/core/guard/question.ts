import type { SaidIn } from '../language/said'
import { fieldLabels } from '../presentation/labels'
import type { Presentation } from '../presentation/presentation'
import { english } from './words'

/**
 * One question about what is being approved. Every wrong choice is what another request says in the same place, so that nothing
 * but the action itself tells the right one apart.
 */
export type Question = {
  /** The place in the presentation: `/params/amount`, `/resource`, `/title` or `/code`. */
  pointer: string
  /** English; `sayQuestion` says it in another language. */
  text: string
  choices: string[]
  /** Which of them is right. */
  right: number
}

/** `kind`: what its values are; a charge beside a customer would tell which is which. */
type Field = { pointer: string; label: string; shown: string; kind: string }

export const CHOICES = 3
/** Longer values are not told apart at a glance. */
const SHOWN_AT_MOST = 80
/** Fewer others than this do not say what is unusual. */
const UNUSUAL_SAMPLES = 5

/**
 * A question about `asked`, with wrong choices from `others`; null when no two others differ from it in anything.
 * @param random numbers in [0, 1), as many as it takes
 * @param before places that were asked about already: taken only when there is no other
 */
export function questionAbout(
  asked: Presentation,
  others: readonly Presentation[],
  random: () => number,
  before: readonly string[] = [],
): Question | null {
  const possible = fieldsOf(asked)
    .map((field) => ({ field, wrong: wrongFor(field, others) }))
    .filter(({ wrong }) => wrong.length >= CHOICES - 1)
  // The title and the code are asked for only where the values themselves tell nothing apart.
  const values = possible.filter(({ field }) => !isLast(field))
  const pool = values.length > 0 ? values : possible.slice(0, 1)
  const fresh = pool.filter(({ field }) => !before.includes(field.pointer))
  const among = fresh.length > 0 ? fresh : pool
  const picked = among[pick(among.length, random)]
  if (!picked) return null
  const choices = [picked.field.shown]
  const left = [...picked.wrong]
  while (choices.length < CHOICES) choices.push(...left.splice(pick(left.length, random), 1))
  for (let at = choices.length - 1; at > 0; at--) {
    const to = pick(at + 1, random)
    const moved = choices[at] ?? ''
    choices[at] = choices[to] ?? ''
    choices[to] = moved
  }
  return {
    pointer: picked.field.pointer,
    text: textFor(picked.field, asked),
    choices,
    right: choices.indexOf(picked.field.shown),
  }
}

/** The label of the value that no other request has and that usually repeats; null when nothing stands out or there are too few. */
export function unusualField(asked: Presentation, others: readonly Presentation[], language: SaidIn): string | null {
  for (const field of fieldsOf(asked).filter((each) => !isLast(each))) {
    const values = others.flatMap((other) => fieldsOf(other).find((each) => isSame(each, field))?.shown ?? [])
    const distinct = new Set(values.map(folded))
    // Where most values come once (a charge, a ticket), a new one is the rule.
    if (values.length >= UNUSUAL_SAMPLES && distinct.size * 2 <= values.length && !distinct.has(folded(field.shown)))
      return fieldsOf(asked, language).find(({ pointer }) => pointer === field.pointer)?.label ?? field.label
  }
  return null
}

function fieldsOf(presentation: Presentation, language: SaidIn = 'en'): Field[] {
  const { resource, params, title, binding_code } = presentation
  const labels = fieldLabels[language]
  return [
    ...params
      .filter(({ long, hidden, format }) => !long && hidden === 0 && format !== 'json')
      .map(({ pointer, label, shown, format }) => ({ pointer, label, shown, kind: format })),
    { pointer: '/resource', label: labels.resource, shown: resource.id, kind: resource.kind },
    { pointer: '/environment', label: labels.environment, shown: resource.environment, kind: '' },
    { pointer: '/title', label: labels.action, shown: title, kind: '' },
    { pointer: '/code', label: 'Code', shown: binding_code, kind: '' },
  ].filter(({ shown }) => shown.trim() !== '' && shown.length <= SHOWN_AT_MOST)
}

function wrongFor(field: Field, others: readonly Presentation[]): string[] {
  const seen = new Set([folded(field.shown)])
  return others.flatMap((other) => {
    const found = fieldsOf(other).find((each) => isSame(each, field))
    if (!found || seen.has(folded(found.shown))) return []
    seen.add(folded(found.shown))
    return [found.shown]
  })
}

function textFor(field: Field, { resource }: Presentation): string {
  switch (field.pointer) {
    case '/resource':
      return english.asks.resource(resource.kind)
    case '/environment':
      return english.asks.environment
    case '/title':
      return english.asks.title
    case '/code':
      return english.asks.code
    default:
      return english.asks.param(field.label)
  }
}

const isLast = ({ pointer }: Field) => pointer === '/title' || pointer === '/code'
const isSame = (a: Field, b: Field) => a.pointer === b.pointer && a.label === b.label && a.kind === b.kind
const pick = (length: number, random: () => number) => Math.min(length - 1, Math.floor(random() * length))
/** Two choices that look the same are one. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
