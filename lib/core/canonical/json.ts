import { hasLoneSurrogate, type Json, type JsonProblem, type JsonProblemCode, Reader, Refused } from './reader'

export type { Json, JsonObject, JsonProblem, JsonProblemCode } from './reader'

export type ParseOutcome = { ok: true; value: Json } | { ok: false; problem: JsonProblem }

/** `maxBytes` counts UTF-8 bytes; `maxDepth` counts nested arrays and objects (a scalar alone has depth 0). */
export interface ParseLimits {
  maxBytes?: number
  maxDepth?: number
}

/**
 * Parses JSON so that no second parser can read the same bytes differently (DESIGN §10, ATTACKS 13 and 108).
 *
 * Beyond RFC 8259 syntax it refuses: bytes that are not UTF-8, a byte order mark, duplicate keys (compared after
 * unescaping), the key `__proto__`, numbers that a double would change (see `safeNumber`), lone surrogates, U+0000,
 * nesting deeper than `maxDepth` (16) and texts over `maxBytes` (65,536). Time is linear in the text, recursion is
 * bounded by `maxDepth` (itself at most 512). Never throws on any input.
 */
export function parseStrict(text: string | Uint8Array, limits: ParseLimits = {}): ParseOutcome {
  const maxBytes = limits.maxBytes ?? 65_536
  const maxDepth = Math.min(limits.maxDepth ?? 16, 512)
  if (size(text, maxBytes) > maxBytes) return refusal('json.too_large', `the text is larger than ${maxBytes} bytes`)

  let source: string
  if (typeof text === 'string') {
    source = text
  } else {
    try {
      source = DECODER.decode(text)
    } catch {
      return refusal('json.encoding', 'the bytes are not valid UTF-8')
    }
  }
  if (source.charCodeAt(0) === 0xfeff) return refusal('json.encoding', 'a byte order mark is not allowed')

  const reader = new Reader(source, maxDepth)
  try {
    return { ok: true, value: reader.document() }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem }
    throw error
  }
}

/**
 * RFC 8785 (JSON Canonicalization Scheme): members ordered by UTF-16 code units (§3.2.3), numbers and strings written
 * as ECMAScript does (§3.2.2), no white space, no Unicode normalisation (§3.1).
 *
 * @throws TypeError for anything that is not JSON: undefined, functions, non-finite numbers, class instances, lone
 * surrogates, and nesting over 512 (which a cycle would reach).
 */
export function canonicalize(value: Json): string {
  return write(value, 0)
}

const MAX_NESTING = 512
/** Printable ASCII without quote and backslash: nothing to escape. */
const PLAIN = /^[ !#-[\]-~]*$/
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that is not finite has no JSON form')
    return String(value)
  }
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'object') throw new TypeError(`a value of type ${typeof value} has no JSON form`)
  if (depth >= MAX_NESTING) throw new TypeError(`nested deeper than ${MAX_NESTING}, or cyclic`)
  if (Array.isArray(value)) {
    let out = '['
    for (let i = 0; i < value.length; i++) out += (i === 0 ? '' : ',') + write(value[i], depth + 1)
    return `${out}]`
  }
  if (!isPlainObject(value)) throw new TypeError('only plain objects have a JSON form')
  let out = '{'
  for (const key of Object.keys(value).sort()) {
    out += `${(out.length === 1 ? '' : ',') + writeString(key)}:${write(value[key], depth + 1)}`
  }
  return `${out}}`
}

function writeString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`
  if (hasLoneSurrogate(value)) throw new TypeError('a lone surrogate has no UTF-8 form')
  return JSON.stringify(value)
}

/** The prototype is null, or a root prototype (of any realm), so no class hides its state or its own rendering. */
function isPlainObject(value: object): value is { [key: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** UTF-8 size in bytes; exact only when it can matter for the limit. */
function size(text: string | Uint8Array, maxBytes: number): number {
  if (typeof text !== 'string') return text.length
  if (text.length > maxBytes || text.length * 3 <= maxBytes) return text.length
  return new TextEncoder().encode(text).length
}

function refusal(code: JsonProblemCode, detail: string): ParseOutcome {
  return { ok: false, problem: { code, pointer: '', detail, offset: 0 } }
}
