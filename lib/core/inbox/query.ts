import { type Fault, type Field, fieldOf, fieldRules, type Operator, VALUE_CHARS } from './query-fields'

/** One thing that a list is asked for: `level>=T2`, `-agent:deploy-bot`, a word. */
export type Term = { field: Field; op: Operator; value: string; negated: boolean }

/** One token as it was typed. `fault`: why it is not understood; it narrows nothing, and the other tokens still do. */
export type Token = {
  /** As typed, without the space around it. */
  raw: string
  at: number
  end: number
} & ({ term: Term; fault: null } | { term: null; fault: Fault })

/** Longest query, in characters, and most tokens: what is beyond is said to be too much. */
export const QUERY_CHARS = 500
export const QUERY_TOKENS = 20

/**
 * Reads a query such as `level>=T2 workflow:payments -agent:x "two words"`. Total: whatever is typed gives tokens, and
 * a token that is not understood says why. Values may be quoted; inside quotes `\"` and `\\` stand for themselves.
 * Terms of one field are alternatives, terms of different fields must all hold, a minus excludes.
 */
export function parseQuery(text: string): Token[] {
  const tokens = split(text).map(({ raw, at, end, closed }): Token => {
    const place = { raw, at, end }
    if (!closed) return { ...place, term: null, fault: { code: 'unclosed' } }
    return { ...place, ...readToken(raw) }
  })
  return tokens.map((token, i) =>
    i < QUERY_TOKENS ? token : { ...token, term: null, fault: { code: 'parts', most: QUERY_TOKENS } },
  )
}

/** The terms that were understood, in order. */
export function termsOf(tokens: readonly Token[]): Term[] {
  return tokens.flatMap((token) => (token.term === null ? [] : [token.term]))
}

/** The terms as a query: what `parseQuery` reads back as the same terms. */
export function printQuery(terms: readonly Term[]): string {
  return terms.map(printTerm).join(' ')
}

export function printTerm({ field, op, value, negated }: Term): string {
  const minus = negated ? '-' : ''
  return field === 'text' ? minus + quoted(value, true) : `${minus}${field}${op}${quoted(value, false)}`
}

/** The text without its nth token, everything else as it was typed. */
export function withoutToken(text: string, nth: number): string {
  return parseQuery(text)
    .filter((_, i) => i !== nth)
    .map((token) => token.raw)
    .join(' ')
}

type Piece = { raw: string; at: number; end: number; closed: boolean }

/** At spaces outside of quotes. */
function split(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < text.length) {
    if (isSpace(text[at])) {
      at++
      continue
    }
    let end = at
    let inQuotes = false
    while (end < text.length && (inQuotes || !isSpace(text[end]))) {
      if (inQuotes && text[end] === '\\') end++
      else if (text[end] === '"') inQuotes = !inQuotes
      end++
    }
    end = Math.min(end, text.length)
    pieces.push({ raw: text.slice(at, end), at, end, closed: !inQuotes })
    at = end
  }
  return pieces
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && /\s/.test(char)
}

type Read = { term: Term; fault: null } | { term: null; fault: Fault }
const fault = (why: Fault): Read => ({ term: null, fault: why })

function readToken(raw: string): Read {
  const negated = raw.startsWith('-') && raw.length > 1
  const body = negated ? raw.slice(1) : raw
  const [, name, sign, rest] = /^([A-Za-z_]+)(:|<=|>=|<|>)([\s\S]*)$/.exec(body) ?? []
  if (name === undefined || sign === undefined || rest === undefined) {
    const value = unquoted(body)
    return value === null || value === '' ? fault({ code: 'empty' }) : word(value, negated)
  }
  const field = fieldOf(name)
  if (field === null) return fault({ code: 'field', name })
  const rule = fieldRules[field]
  const op = rule.operators.find((known) => known === sign)
  if (op === undefined) return fault({ code: 'operator', name, operators: rule.operators.join(' '), hint: rule.hint })
  const value = unquoted(rest)
  if (value === null || value === '') return fault({ code: 'value', name, hint: rule.hint })
  if (value.length > VALUE_CHARS) return fault({ code: 'characters', most: VALUE_CHARS })
  const read = rule.read(value, op)
  return 'fault' in read ? fault(read.fault) : { term: { field, op, value: read.value, negated }, fault: null }
}

function word(value: string, negated: boolean): Read {
  if (value.length > VALUE_CHARS) return fault({ code: 'characters', most: VALUE_CHARS })
  return { term: { field: 'text', op: ':', value, negated }, fault: null }
}

/** Quotes removed, also where only a part is quoted; null when there was nothing else. */
function unquoted(text: string): string | null {
  let value = ''
  let inQuotes = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (inQuotes && char === '\\' && at + 1 < text.length) value += text[++at]
    else if (char === '"') inQuotes = !inQuotes
    else value += char
  }
  return value.trim() === '' ? null : value
}

/** In quotes where the bare value would be read as something else. */
function quoted(value: string, alone: boolean): string {
  const bare = alone ? /^[^-\s"\\][^\s"\\]*$/ : /^[^\s"\\]+$/
  const looksLikeField = alone && /^[A-Za-z_]+(:|<|>)/.test(value)
  return bare.test(value) && !looksLikeField ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
}
