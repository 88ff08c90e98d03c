/** Where one rule stands in a text: from its first annotation to its semicolon. Offsets in UTF-16 code units. */
export type RuleRange = {
  from: number
  to: number
  annotations: { name: string; from: number; to: number }[]
  /** A comment stands inside of it, which a form would lose. */
  commented: boolean
  /** Why the engine must not see it; null when it may. */
  refused: 'nested' | 'long' | 'unclosed' | null
}

/**
 * How much structure a rule may have. Cedar descends into an expression by recursion, and its engine runs in WebAssembly:
 * a stack that overflows there leaves it unusable for the whole process, so that everything is denied until a restart. It
 * was seen at 100 to 150 brackets and at 300 to 1,000 chained operators; the limits together stay far below (ATTACKS 107).
 */
const most = { depth: 16, operators: 100, steps: 32, conjuncts: 300, annotations: 30 } as const

const name = /[A-Za-z_][A-Za-z0-9_]*/y

/**
 * The rules of a text in their order. A semicolon outside of strings and comments ends a rule in Cedar and stands nowhere
 * else, so one pass over the text suffices; it ends where a rule is refused. Comments between rules belong to none. Whether a rule is one, Cedar says.
 */
export function ruleRanges(text: string): RuleRange[] {
  const ranges: RuleRange[] = []
  let open: RuleRange | null = null
  let annotation: RuleRange['annotations'][number] | null = null
  let structure = structureOf()
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at)
      if (open) open.commented = true
      at = end === -1 ? text.length : end
      continue
    }
    if (open === null) {
      if (isSpace(character)) continue
      open = { from: at, to: text.length, annotations: [], commented: false, refused: null }
      annotation = null
      structure = structureOf()
    }
    open.refused ??= structure.meets(text, at)
    if (open.refused) return [...ranges, open]
    if (character === '"') {
      at = endOfString(text, at)
      if (at >= text.length) open.refused ??= 'unclosed'
    } else if (character === '@') {
      name.lastIndex = at + 1
      const found = name.exec(text)?.[0] ?? ''
      const after = at + 1 + found.length
      annotation = { name: found, from: at, to: after }
      open.annotations.push(annotation)
      if (open.annotations.length > most.annotations) open.refused ??= 'long'
      let next = after
      while (isSpace(text[next])) next++
      // An annotation without a value ends with its name.
      if (text[next] !== '(') annotation = null
      at = after - 1
    } else if (character === ')' && annotation) {
      annotation.to = at + 1
      annotation = null
    } else if (character === ';') {
      open.to = at + 1
      ranges.push(open)
      open = null
    }
  }
  return open === null ? ranges : [...ranges, open]
}

/** Counts one rule's structure, character by character outside of strings and comments. */
function structureOf(): { meets: (text: string, at: number) => RuleRange['refused'] } {
  let depth = 0
  let operators = 0
  let steps = 0
  let conjuncts = 0
  return {
    meets: (text, at) => {
      const character = text[at] ?? ''
      if ('([{'.includes(character)) depth++
      else if (')]}'.includes(character)) depth--
      if ('([{+-*!'.includes(character) || (character === '|' && text[at + 1] === '|') || isIf(text, at)) operators++
      if (character === '&' && text[at + 1] === '&') conjuncts++
      if (character === '.' || character === '[') steps++
      else if ('&|=<>,+-*'.includes(character)) steps = 0
      if (depth > most.depth) return 'nested'
      return operators > most.operators || steps > most.steps || conjuncts > most.conjuncts ? 'long' : null
    },
  }
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r'
}

/** The offset of the closing quote; of the text's end when there is none. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

/** `if … then … else …` nests without a bracket. */
function isIf(text: string, at: number): boolean {
  return (
    text[at] === 'i' && text[at + 1] === 'f' && !/[A-Za-z0-9_]/.test(`${text[at - 1] ?? ' '}${text[at + 2] ?? ' '}`)
  )
}
