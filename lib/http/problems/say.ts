import { batchWords } from '@/lib/core/batch/explain'
import type { SaidIn } from '@/lib/core/language/said'
import type { Refusal } from '@/lib/core/refusal'
import { problems } from '../problem-table'
import { fieldsGerman } from './de/fields'
import type { GermanRow } from './de/row'
import { sentencesGerman } from './de/sentences'
import { zodGerman } from './de/zod'
import { german } from './german'
import type { ProblemRow } from './row'

/** Title and detail of a refusal: the row's sentence, with the refusal's own members in it. */
export function sayRefusal(refusal: Refusal, language: SaidIn): { title: string; detail: string } {
  const data = new Map<string, unknown>(Object.entries(refusal))
  const english: ProblemRow = problems[refusal.code]
  const row: GermanRow = language === 'de' ? german[refusal.code] : english
  const detail = row.detail.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(data.get(name) ?? '')
    return language === 'de' ? sayValue(name, value, row.words ?? {}) : value
  })
  return { title: row.title, detail }
}

/**
 * What our code said of a field, or of one item, in English, in the caller's language. What is in no table (texts of JSON,
 * JSON Schema and Cedar parsers) is given back as it came.
 */
export function sayDetail(detail: string, language: SaidIn): string {
  if (language === 'en') return detail
  const whole = sentences.get(detail)
  if (whole !== undefined) return whole
  for (const { pattern, german } of patterns) {
    const found = pattern.exec(detail)
    if (found) return german.replace(/\{(\w+)\}/g, (_, name: string) => found.groups?.[name] ?? '')
  }
  return detail
}

/** What stands for a `{name}`: a state or role by its word, a moment as people write it, and names as they are. */
function sayValue(name: string, value: string, words: Readonly<Record<string, string>>): string {
  if (Object.hasOwn(words, value)) return words[value] ?? value
  if (name === 'detail') return sayDetail(value, 'de')
  const moment = MOMENTS.includes(name) ? RFC3339.exec(value) : null
  return moment ? `${moment[3]}.${moment[2]}.${moment[1]}, ${moment[4]} UTC` : value
}

/** The members of refusals that are moments. */
const MOMENTS = ['from', 'until']
const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d):[\d.]+Z$/

/** What keeps a request out of a batch: core says it in both languages. */
const apart = (['alone', 'apart'] as const).flatMap((kind) =>
  Object.entries(batchWords.en[kind]).map(([why, english]): [string, string] => [
    english,
    new Map(Object.entries(batchWords.de[kind])).get(why) ?? english,
  ]),
)
const phrases = [...Object.entries({ ...fieldsGerman, ...sentencesGerman, ...zodGerman }), ...apart]
const NAME = /\{\w+\}/g
const sentences = new Map(phrases)
/** The texts with a `{name}` in them. The more they say by themselves, the earlier they are tried. */
const patterns = phrases
  .filter(([english]) => english.search(NAME) >= 0)
  .map(([english, german]) => ({ pattern: patternOf(english), german, own: english.replace(NAME, '').length }))
  .sort((a, b) => b.own - a.own)

function patternOf(english: string): RegExp {
  const source = english
    .split(/(\{\w+\})/)
    .map((part) =>
      /^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>.+)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('')
  return new RegExp(`^${source}$`, 's')
}
