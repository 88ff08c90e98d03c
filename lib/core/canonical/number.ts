/**
 * Reads the text of one JSON number (RFC 8259 §6) and says whether a double holds it without changing its meaning.
 *
 * A number that a double turns into an integer must denote exactly that integer, and lie within ±(2^53-1)
 * (RFC 7493 §2.2). Otherwise two parsers could see two amounts in the same bytes, and a digest would cover only one
 * of them. So `9007199254740993`, `1e20`, `0.99999999999999999999` and `1e-400` are refused, and `1e400`, which has
 * no finite double, as well. Fractions are read as every JSON parser reads them, to the nearest double.
 *
 * @param text a lexically valid JSON number
 * @returns the number (`-0` is read as `0`, because RFC 8785 writes both alike), or null when it is not safe
 */
export function safeNumber(text: string): number | null {
  const value = Number(text)
  if (!Number.isFinite(value)) return null
  if (!Number.isInteger(value)) return value
  if (!Number.isSafeInteger(value) || !denotesInteger(text)) return null
  return value === 0 ? 0 : value
}

/**
 * True when the decimal text denotes an integer of at most 16 digits. Every such integer within the safe range is
 * held exactly by a double, so no big arithmetic is needed.
 */
function denotesInteger(text: string): boolean {
  const exponentAt = text.search(/[eE]/)
  const mantissa = exponentAt < 0 ? text : text.slice(0, exponentAt)
  const point = mantissa.indexOf('.')
  const fraction = point < 0 ? '' : mantissa.slice(point + 1)
  const digits = (mantissa.startsWith('-') ? mantissa.slice(1) : mantissa).replace('.', '')

  let first = 0
  while (first < digits.length && digits.charCodeAt(first) === ZERO) first++
  if (first === digits.length) return true
  let last = digits.length
  while (digits.charCodeAt(last - 1) === ZERO) last--

  const exponent = exponentAt < 0 ? 0 : Number(text.slice(exponentAt + 1))
  const power = exponent - fraction.length + (digits.length - last)
  return power >= 0 && last - first + power <= 16
}

const ZERO = 0x30
