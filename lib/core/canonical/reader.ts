import { safeNumber } from './number'

/** A JSON value (RFC 8259). Objects are ordinary objects; none made by `parseStrict` has an own `__proto__`. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A JSON object. */
export type JsonObject = { [key: string]: Json }

/** Why a text was refused. The codes are stable and closed. */
export type JsonProblemCode =
  | 'json.syntax'
  | 'json.duplicate_key'
  | 'json.unsafe_number'
  | 'json.lone_surrogate'
  | 'json.too_deep'
  | 'json.too_large'
  | 'json.forbidden_key'
  | 'json.nul'
  | 'json.encoding'

/**
 * `pointer` is the RFC 6901 pointer of the value that was being read, `offset` counts UTF-16 code units from the start
 * of the decoded text (0 when the text could not be decoded or was not read for its size).
 */
export interface JsonProblem {
  code: JsonProblemCode
  pointer: string
  detail: string
  offset: number
}

/** Thrown by the reader, caught by `parseStrict`; it never leaves this folder. */
export class Refused extends Error {
  constructor(readonly problem: JsonProblem) {
    super(problem.detail)
  }
}

/** One pass over one text. The rules are those of `parseStrict` in json.ts, which is the way in. */
export class Reader {
  private at = 0
  private readonly path: (string | number)[] = []

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  document(): Json {
    const value = this.value(0)
    this.skipSpace()
    if (this.at < this.text.length) this.unexpected('the end')
    return value
  }

  private value(depth: number): Json {
    this.skipSpace()
    switch (this.text.charCodeAt(this.at)) {
      case 0x7b:
        return this.object(depth + 1)
      case 0x5b:
        return this.array(depth + 1)
      case 0x22:
        return this.string()
      case 0x74:
        return this.word('true', true)
      case 0x66:
        return this.word('false', false)
      case 0x6e:
        return this.word('null', null)
      default:
        return this.number()
    }
  }

  private object(depth: number): Json {
    this.enter(depth)
    const out: JsonObject = {}
    if (this.take(0x7d)) return out
    do {
      this.skipSpace()
      const start = this.at
      if (this.text.charCodeAt(start) !== 0x22) this.unexpected('a key')
      const key = this.string()
      this.path.push(key)
      // Assigning `__proto__` would set the prototype; refusing it lets every object be an ordinary one.
      if (key === '__proto__') this.refuse('json.forbidden_key', 'the key __proto__ is not allowed', start)
      const inherited = key in out
      if (inherited && Object.hasOwn(out, key)) this.refuse('json.duplicate_key', 'the key occurs twice', start)
      if (!this.take(0x3a)) this.unexpected('":"')
      const value = this.value(depth)
      // A name such as `constructor` is defined, not assigned, so it works under frozen prototypes too.
      if (inherited) Object.defineProperty(out, key, { value, writable: true, enumerable: true, configurable: true })
      else out[key] = value
      this.path.pop()
    } while (this.take(0x2c))
    if (!this.take(0x7d)) this.unexpected('"," or "}"')
    return out
  }

  private array(depth: number): Json {
    this.enter(depth)
    const out: Json[] = []
    if (this.take(0x5d)) return out
    do {
      this.path.push(out.length)
      out.push(this.value(depth))
      this.path.pop()
    } while (this.take(0x2c))
    if (!this.take(0x5d)) this.unexpected('"," or "]"')
    return out
  }

  private string(): string {
    const start = ++this.at
    let out = ''
    let from = start
    let surrogates = false
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code === 0x22) break
      if (code === 0x5c) {
        out += this.text.slice(from, this.at) + this.escape()
        from = this.at
        surrogates = true
      } else if (code < 0x20 || Number.isNaN(code)) {
        this.unexpected('a character of a string')
      } else {
        if (code >= 0xd800 && code <= 0xdfff) surrogates = true
        this.at++
      }
    }
    const value = out === '' ? this.text.slice(from, this.at) : out + this.text.slice(from, this.at)
    if (surrogates && hasLoneSurrogate(value)) this.refuse('json.lone_surrogate', 'half of a surrogate pair', start)
    this.at++
    return value
  }

  private escape(): string {
    const start = this.at
    const letter = this.text.charAt(start + 1)
    if (letter !== 'u') {
      const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined
      if (plain === undefined) this.refuse('json.syntax', 'unknown escape', start)
      this.at = start + 2
      return plain
    }
    HEX4.lastIndex = start + 2
    if (!HEX4.test(this.text)) this.refuse('json.syntax', 'an escape needs four hexadecimal digits', start)
    const code = Number.parseInt(this.text.slice(start + 2, start + 6), 16)
    // PostgreSQL text and jsonb cannot hold U+0000, so it is refused here rather than there.
    if (code === 0) this.refuse('json.nul', 'U+0000 is not allowed', start)
    this.at = start + 6
    return String.fromCharCode(code)
  }

  private number(): number {
    NUMBER.lastIndex = this.at
    const text = NUMBER.exec(this.text)?.[0]
    if (text === undefined) this.unexpected('a value')
    const value = safeNumber(text)
    if (value === null) this.refuse('json.unsafe_number', 'the number cannot be held exactly', this.at)
    this.at += text.length
    return value
  }

  private word<T extends Json>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.unexpected('a value')
    this.at += word.length
    return value
  }

  private enter(depth: number): void {
    if (depth > this.maxDepth) this.refuse('json.too_deep', `nested deeper than ${this.maxDepth}`, this.at)
    this.at++
  }

  private take(code: number): boolean {
    this.skipSpace()
    if (this.text.charCodeAt(this.at) !== code) return false
    this.at++
    return true
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.at++
    }
  }

  private unexpected(wanted: string): never {
    const code = this.text.charCodeAt(this.at)
    if (code === 0) this.refuse('json.nul', 'U+0000 is not allowed', this.at)
    this.refuse('json.syntax', `expected ${wanted}${Number.isNaN(code) ? ', found the end' : ''}`, this.at)
  }

  private refuse(code: JsonProblemCode, detail: string, offset: number): never {
    const pointer = this.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    throw new Refused({ code, pointer, detail, offset })
  }
}

/** True when the string contains half of a surrogate pair, which UTF-8 cannot carry. */
export function hasLoneSurrogate(value: string): boolean {
  return SURROGATE.test(value) && LONE_SURROGATE.test(value)
}

const SURROGATE = /[\ud800-\udfff]/
const LONE_SURROGATE = /\p{Cs}/u
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const HEX4 = /[0-9a-fA-F]{4}/y
const ESCAPES: { [letter: string]: string } = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
