/**
 * Decodes one Punycode label (RFC 3492 §6.2), without its `xn--` prefix.
 *
 * @returns the Unicode label, or null when the text is not valid Punycode, which includes every label
 * of more than 63 characters (RFC 1035 §2.3.4).
 */
export function decodePunycode(label: string): string | null {
  if (label.length > 63) return null
  const border = label.lastIndexOf('-')
  const output = border > 0 ? [...label.slice(0, border)].map((character) => character.charCodeAt(0)) : []
  if (output.some((code) => code >= 0x80)) return null
  let at = border > 0 ? border + 1 : 0
  let code = 128
  let index = 0
  let bias = 72
  while (at < label.length) {
    const before = index
    let weight = 1
    for (let k = 36; ; k += 36) {
      const digit = digitOf(label.charCodeAt(at++))
      if (digit === null) return null
      index += digit * weight
      const threshold = Math.min(Math.max(k - bias, 1), 26)
      if (digit < threshold) break
      weight *= 36 - threshold
      if (index > 0x7fffffff || weight > 0x7fffffff) return null
    }
    const length = output.length + 1
    bias = adapt(index - before, length, before === 0)
    code += Math.floor(index / length)
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null
    index %= length
    output.splice(index++, 0, code)
  }
  return String.fromCodePoint(...output)
}

/** RFC 3492 §6.1. */
function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : Math.floor(delta / 2)
  rest += Math.floor(rest / points)
  let k = 0
  while (rest > 455) {
    rest = Math.floor(rest / 35)
    k += 36
  }
  return k + Math.floor((36 * rest) / (rest + 38))
}

function digitOf(code: number): number | null {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26
  if (code >= 0x41 && code <= 0x5a) return code - 0x41
  if (code >= 0x61 && code <= 0x7a) return code - 0x61
  return null
}
