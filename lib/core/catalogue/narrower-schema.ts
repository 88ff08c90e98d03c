import { canonicalize, type Json } from '../canonical/json'

/**
 * Is everything that the second JSON Schema lets through let through by the first one, provably? Only what is plainly
 * narrower: tighter bounds, fewer choices, more that is required, members that go. Anything else is not proven.
 */
export function isNarrowerSchema(from: Json, to: Json): boolean {
  if (canonicalize(from) === canonicalize(to)) return true
  if (!isRecord(from) || !isRecord(to)) return false
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].every((keyword) =>
    keywordNarrows(keyword, from[keyword], to[keyword], from),
  )
}

const lowest = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'])
const highest = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'])
const words = new Set(['title', 'description', 'examples', 'default', '$comment', 'deprecated'])

function keywordNarrows(
  keyword: string,
  from: Json | undefined,
  to: Json | undefined,
  whole: { [name: string]: Json },
): boolean {
  if (words.has(keyword) || (from !== undefined && to !== undefined && canonicalize(from) === canonicalize(to)))
    return true
  if (lowest.has(keyword))
    return typeof to === 'number' && (from === undefined || (typeof from === 'number' && to >= from))
  if (highest.has(keyword))
    return typeof to === 'number' && (from === undefined || (typeof from === 'number' && to <= from))
  switch (keyword) {
    case 'enum':
      if (!Array.isArray(to)) return false
      return from === undefined || (Array.isArray(from) && contains(from, to))
    case 'required':
      return Array.isArray(to) && (from === undefined || (Array.isArray(from) && contains(to, from)))
    case 'properties':
      // A member that goes is refused from now on, but only where others than those named are refused.
      if (!isRecord(from) || !isRecord(to) || whole.additionalProperties !== false) return false
      return Object.entries(to).every(([name, schema]) => {
        const before = from[name]
        return before !== undefined && isNarrowerSchema(before, schema)
      })
    case 'items':
      return to !== undefined && (from === undefined || isNarrowerSchema(from, to))
    case 'const':
    case 'pattern':
      return from === undefined
    default:
      return false
  }
}

function contains(whole: readonly Json[], part: readonly Json[]): boolean {
  const known = new Set(whole.map((value) => canonicalize(value)))
  return part.every((value) => known.has(canonicalize(value)))
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
