import type { SaidIn } from '../language/said'
import { isEntryType } from './event'
import { type EntryNames, type EntrySentence, type Facts, neutral } from './explain-parts'
import { sentences } from './sentences'
import { german } from './sentences-de'

/**
 * What an entry says, in one sentence: a pure function of what is stored, so that the reviewer and the auditor read the
 * same (DESIGN 3.13), each in their language. Total: a type of a later version is named as it is.
 */
export function explainEntry(type: string, facts: Facts, names: EntryNames, language: SaidIn = 'en'): EntrySentence {
  if (!isEntryType(type)) return neutral(`${names.actor}: ${type}.`)
  const said = sentences[type](facts, names)
  return language === 'de' ? { ...said, sentence: german[type](facts, names) } : said
}
