import { mapMessage } from './message'

const PLAIN = 'ABCDEFGHIJKLMNOPRSTUVWYZabcdefghijklmnoprstuvwyz'
const ACCENTED = 'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞŔŠŢÛṼŴÝŽåƀçðéƒĝĥîĵķļɱñöþŕšţûṽŵýž'
const ACCENTS = new Map([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at] ?? letter]))
/** How much longer a translation may be than English. */
const LONGER = 1.4

/** Accents, brackets, and two fifths longer: cut, unmoved and glued text stands out. Arguments and tags stay. */
export function stretched(message: string): string {
  let before = 0
  let after = 0
  const text = mapMessage(message, {
    text: (plain) => {
      const drawn = [...plain].map((letter) => accented(letter)).join('')
      before += plain.length
      after += drawn.length
      return drawn
    },
  })
  return `[${text}${'~'.repeat(Math.max(Math.ceil(before * LONGER) - after, 0))}]`
}

/** A vowel is said twice, which makes words longer, not only lines. */
function accented(letter: string): string {
  const drawn = ACCENTS.get(letter) ?? letter
  return /[aeiou]/.test(letter) ? drawn + drawn : drawn
}

/** English that runs from right to left, as Arabic or Hebrew would (right-to-left override around each text). */
export function mirrored(message: string): string {
  return mapMessage(message, { text: (plain) => (plain.trim() === '' ? plain : `\u202e${plain}\u202c`) })
}
