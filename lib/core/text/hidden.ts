/** What sort of thing a hidden character is; each has its own marker on the screen. */
export type HiddenKind =
  | 'bidi'
  | 'zero-width'
  | 'tag'
  | 'variation-selector'
  | 'control'
  | 'whitespace'
  | 'other-invisible'

/** One code point that a reader would not see, `repeat` times in a row. `label` is like `U+202E`. */
export interface HiddenCharacter {
  codePoint: number
  label: string
  name: string
  kind: HiddenKind
  repeat: number
}

export type TextPart = { text: string } | { hidden: HiddenCharacter }

/** `count` is the number of hidden code points, not of parts and not of UTF-16 units. */
export interface RevealedText {
  parts: TextPart[]
  count: number
}

/**
 * Splits a text into what a reader sees and what a reader would miss (DESIGN §7; ATTACKS 4, 5, 6).
 *
 * Hidden are: bidi controls, zero-width characters, tags, every variation selector, soft hyphens, fillers, C0 and C1
 * controls except line feed and tab, every space except U+0020, private-use characters, and whatever else Unicode calls
 * a format or default-ignorable character, so that a character of a later Unicode version fails towards being shown.
 * Runs of eight or more spaces or tabs, and white space with eight or more line feeds, are hidden as well: they push
 * text off the screen.
 *
 * The parts, put together again, are the value. Linear time; never throws.
 */
export function revealHidden(value: string): RevealedText {
  const parts: TextPart[] = []
  let count = 0
  let plainFrom = 0
  for (const match of value.matchAll(HIDDEN_OR_RUN)) {
    const found = match[0]
    for (const [from, to] of hiddenRanges(found)) {
      const start = match.index + from
      if (start > plainFrom) parts.push({ text: value.slice(plainFrom, start) })
      for (const character of found.slice(from, to)) {
        count++
        pushHidden(parts, character)
      }
      plainFrom = match.index + to
    }
  }
  if (plainFrom < value.length) parts.push({ text: value.slice(plainFrom) })
  return { parts, count }
}

/** The number of hidden code points, as `revealHidden` counts them. */
export function countHidden(value: string): number {
  return revealHidden(value).count
}

const RUN = 8
const HIDDEN_OR_RUN =
  /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u2800\ufffc\u{16fe4}\u{1d159}]|(?![ \n\t])[\p{Cc}\p{Zs}]|[ \n\t]{8,}/gu
const LONG_GAP = /[ \t]{8,}/g

/** Which slices of one match are hidden: all of a single character, all of a tall gap, the wide gaps of a low one. */
function hiddenRanges(found: string): [number, number][] {
  const first = found.charCodeAt(0)
  if (first !== 0x20 && first !== 0x0a && first !== 0x09) return [[0, found.length]]
  let lines = 0
  for (let i = 0; i < found.length; i++) if (found.charCodeAt(i) === 0x0a) lines++
  if (lines >= RUN) return [[0, found.length]]
  return [...found.matchAll(LONG_GAP)].map((gap) => [gap.index, gap.index + gap[0].length])
}

function pushHidden(parts: TextPart[], character: string): void {
  const codePoint = character.codePointAt(0) ?? 0
  const last = parts.at(-1)
  if (last !== undefined && 'hidden' in last && last.hidden.codePoint === codePoint) {
    last.hidden.repeat++
    return
  }
  const label = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
  parts.push({ hidden: { codePoint, label, ...identify(codePoint, character), repeat: 1 } })
}

function identify(code: number, character: string): { name: string; kind: HiddenKind } {
  const known = NAMED.get(code)
  if (known !== undefined) return { name: known[0], kind: known[1] }
  if (code <= 0x1f || (code >= 0x7f && code <= 0x9f)) return { name: controlName(code), kind: 'control' }
  if (code >= 0xfe00 && code <= 0xfe0f)
    return { name: `variation selector ${code - 0xfdff}`, kind: 'variation-selector' }
  if (code >= 0xe0100 && code <= 0xe01ef)
    return { name: `variation selector ${code - 0xe00ef}`, kind: 'variation-selector' }
  if (code >= 0xe0020 && code <= 0xe007e) return { name: `tag ${String.fromCharCode(code - 0xe0000)}`, kind: 'tag' }
  if (code >= 0xe0000 && code <= 0xe007f) return { name: 'tag', kind: 'tag' }
  if (/\p{Z}/u.test(character)) return { name: 'unusual space', kind: 'whitespace' }
  if (/\p{Co}/u.test(character)) return { name: 'private-use character', kind: 'other-invisible' }
  if (/\p{Cs}/u.test(character)) return { name: 'half of a surrogate pair', kind: 'other-invisible' }
  if (/\p{Cf}/u.test(character)) return { name: 'format character', kind: 'other-invisible' }
  return { name: 'invisible character', kind: 'other-invisible' }
}

function controlName(code: number): string {
  return C0_NAMES[code] ?? (code === 0x7f ? 'delete' : 'C1 control')
}

const C0_NAMES: { [code: number]: string } = {
  0: 'null',
  7: 'bell',
  8: 'backspace',
  11: 'vertical tab',
  12: 'form feed',
  13: 'carriage return',
  27: 'escape',
}

const NAMED = new Map<number, readonly [string, HiddenKind]>([
  [0x09, ['tab', 'whitespace']],
  [0x0a, ['line feed', 'whitespace']],
  [0x20, ['space', 'whitespace']],
  [0x61c, ['Arabic letter mark', 'bidi']],
  [0x200e, ['left-to-right mark', 'bidi']],
  [0x200f, ['right-to-left mark', 'bidi']],
  [0x202a, ['left-to-right embedding', 'bidi']],
  [0x202b, ['right-to-left embedding', 'bidi']],
  [0x202c, ['pop directional formatting', 'bidi']],
  [0x202d, ['left-to-right override', 'bidi']],
  [0x202e, ['right-to-left override', 'bidi']],
  [0x2066, ['left-to-right isolate', 'bidi']],
  [0x2067, ['right-to-left isolate', 'bidi']],
  [0x2068, ['first strong isolate', 'bidi']],
  [0x2069, ['pop directional isolate', 'bidi']],
  [0x206a, ['inhibit symmetric swapping', 'bidi']],
  [0x206b, ['activate symmetric swapping', 'bidi']],
  [0x200b, ['zero width space', 'zero-width']],
  [0x200c, ['zero width non-joiner', 'zero-width']],
  [0x200d, ['zero width joiner', 'zero-width']],
  [0x2060, ['word joiner', 'zero-width']],
  [0xfeff, ['zero width no-break space', 'zero-width']],
  [0x180b, ['Mongolian variation selector 1', 'variation-selector']],
  [0x180c, ['Mongolian variation selector 2', 'variation-selector']],
  [0x180d, ['Mongolian variation selector 3', 'variation-selector']],
  [0x180f, ['Mongolian variation selector 4', 'variation-selector']],
  [0x180e, ['Mongolian vowel separator', 'zero-width']],
  [0x85, ['next line', 'control']],
  [0xa0, ['no-break space', 'whitespace']],
  [0x2028, ['line separator', 'whitespace']],
  [0x2029, ['paragraph separator', 'whitespace']],
  [0x202f, ['narrow no-break space', 'whitespace']],
  [0x3000, ['ideographic space', 'whitespace']],
  [0x2800, ['blank Braille pattern', 'whitespace']],
  [0xad, ['soft hyphen', 'other-invisible']],
  [0x34f, ['combining grapheme joiner', 'other-invisible']],
  [0x115f, ['Hangul choseong filler', 'other-invisible']],
  [0x1160, ['Hangul jungseong filler', 'other-invisible']],
  [0x3164, ['Hangul filler', 'other-invisible']],
  [0xffa0, ['halfwidth Hangul filler', 'other-invisible']],
  [0xfffc, ['object replacement character', 'other-invisible']],
])
