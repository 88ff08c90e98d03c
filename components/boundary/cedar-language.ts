import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language'
import { tags } from '@lezer/highlight'

const KEYWORDS = new Set(['permit', 'forbid', 'when', 'unless', 'principal', 'action', 'resource', 'context'])
const OPERATORS = new Set(['in', 'has', 'like', 'is', 'if', 'then', 'else'])
const ATOMS = new Set(['true', 'false'])

function token(stream: StringStream): string | null {
  if (stream.eatSpace()) return null
  if (stream.match('//')) {
    stream.skipToEnd()
    return 'comment'
  }
  if (stream.match(/@[A-Za-z_][A-Za-z0-9_]*/)) return 'meta'
  if (stream.match(/"(?:[^"\\]|\\.)*"?/)) return 'string'
  if (stream.match(/\d+/)) return 'number'
  const word = stream.match(/[A-Za-z_][A-Za-z0-9_]*/)
  if (Array.isArray(word)) {
    const [name = ''] = word
    if (KEYWORDS.has(name)) return 'keyword'
    if (OPERATORS.has(name)) return 'operatorKeyword'
    if (ATOMS.has(name)) return 'atom'
    return stream.match('::', false) ? 'typeName' : 'propertyName'
  }
  if (stream.match(/::|==|!=|<=|>=|&&|\|\||[<>!+\-*]/)) return 'operator'
  stream.next()
  return null
}

/** Cedar, coloured word by word: enough to read it. What it means, the server says. */
export const cedarLanguage = StreamLanguage.define({
  name: 'cedar',
  token,
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
})

/** Colours are tokens, so that they follow the theme. */
export const cedarHighlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, fontWeight: '600' },
    { tag: tags.operatorKeyword, fontWeight: '600' },
    { tag: tags.string, color: 'var(--ok)' },
    { tag: tags.typeName, color: 'var(--t1)' },
    { tag: tags.meta, color: 'var(--fg-2)' },
    { tag: tags.comment, color: 'var(--fg-3)' },
  ]),
)
