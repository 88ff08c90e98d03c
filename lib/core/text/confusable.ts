import { CONFUSABLES } from './confusables-table'

/**
 * The UTS 39 §4 skeleton: NFD, default-ignorable characters removed, each character replaced by its prototype, NFD
 * again. Prototypes are followed to the end (see scripts/make-confusables.ts), so that a skeleton is its own skeleton.
 *
 * Two texts with the same skeleton can be mistaken for each other. A skeleton is for comparing only: it is neither a
 * normal form nor fit to be shown.
 */
export function skeleton(text: string): string {
  const prototypes = table()
  let out = ''
  for (const character of text.normalize('NFD').replace(IGNORABLE, '')) out += prototypes.get(character) ?? character
  return out.normalize('NFD')
}

/** True for two different texts that a reader may take for the same (ATTACKS 7). */
export function lookAlike(a: string, b: string): boolean {
  return a !== b && skeleton(a) === skeleton(b)
}

/** A word in which letters of several scripts meet, with the scripts in order of appearance. */
export interface MixedWord {
  word: string
  scripts: string[]
}

/**
 * The words whose letters come from more than one script, such as a Latin name with one Cyrillic letter.
 *
 * The mixtures that UTS 39 §5.2 calls highly restrictive are ordinary writing and not reported: Latin with Chinese,
 * Japanese or Korean. A letter of a script that is not listed by name counts as the script `Other`.
 */
export function mixedScript(text: string): MixedWord[] {
  const mixed: MixedWord[] = []
  for (const [word] of text.matchAll(WORD)) {
    if (ONE_SCRIPT.test(word)) continue
    const scripts = [...new Set([...word].flatMap(scriptOf))]
    if (scripts.length > 1 && !ORDINARY.some((group) => scripts.every((script) => group.includes(script)))) {
      mixed.push({ word, scripts })
    }
  }
  return mixed
}

const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu
const WORD = /[\p{L}\p{M}\p{N}]+/gu
/** The common case, answered without looking at every letter. */
const ONE_SCRIPT = /^(?:[\p{Script=Latin}\p{N}]+|[\p{Script=Cyrillic}\p{N}]+|[\p{Script=Greek}\p{N}]+)$/u
const ORDINARY = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
]
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['Coptic', /\p{Script=Coptic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Lisu', /\p{Script=Lisu}/u],
  ['Han', /\p{Script=Han}/u],
  ['Hiragana', /\p{Script=Hiragana}/u],
  ['Katakana', /\p{Script=Katakana}/u],
  ['Bopomofo', /\p{Script=Bopomofo}/u],
  ['Hangul', /\p{Script=Hangul}/u],
]

/** The script of a letter; nothing for digits, marks and letters that belong to no single script. */
function scriptOf(character: string): string[] {
  if (!/\p{L}/u.test(character) || /[\p{Script=Common}\p{Script=Inherited}]/u.test(character)) return []
  return [SCRIPTS.find(([, pattern]) => pattern.test(character))?.[0] ?? 'Other']
}

let loaded: Map<string, string> | undefined

/** The table is unpacked on first use, so that pages which compare nothing pay nothing. */
function table(): Map<string, string> {
  loaded ??= unpack(CONFUSABLES)
  return loaded
}

/** Unpacks `delta prototype…` records; scripts/make-confusables.ts writes and describes the format. */
function unpack(packed: string): Map<string, string> {
  const map = new Map<string, string>()
  let source = 0
  for (const record of packed.split(';')) {
    const [delta = '', ...prototype] = record.split(' ')
    source += Number.parseInt(delta, 36)
    map.set(String.fromCodePoint(source), String.fromCodePoint(...prototype.map((code) => Number.parseInt(code, 36))))
  }
  return map
}
