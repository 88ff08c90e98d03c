/** What a message is made of, as far as it matters outside of the formatter. */
export interface Visitor {
  /** Text that is read; the answer takes its place. */
  readonly text?: (text: string) => string
  readonly argument?: (name: string, kind: string) => void
  readonly tag?: (name: string) => void
}

const ARGUMENT = /\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?/y
const BRANCH = /\s*(?:offset:\d+\s*)?(=\d+|\w+)\s*\{/y
const TAG = /<(\/?)(\w+)>/y
const BRANCHING = ['plural', 'select', 'selectordinal']

/**
 * Walks an ICU message and gives it back with its texts changed; arguments, branches and tags stay.
 * @throws Error where the message is not well formed.
 */
export function mapMessage(message: string, visitor: Visitor): string {
  let at = 0
  const whole = branch(false)
  if (at < message.length) throw new Error(`A brace too many at ${at}: ${message}`)
  return whole

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at
    const found = pattern.exec(message)
    if (found) at = pattern.lastIndex
    return found
  }

  function expect(character: string): string {
    if (message[at] !== character) throw new Error(`${character} is missing at ${at}: ${message}`)
    at++
    return character
  }

  /** Text and arguments up to the brace that closes this branch, or to the end. */
  function branch(inPlural: boolean): string {
    let out = ''
    let text = ''
    const flush = () => {
      if (text !== '') out += visitor.text?.(text) ?? text
      text = ''
    }
    while (at < message.length && message[at] !== '}') {
      const quoted = quotation()
      const tag = quoted === null ? take(TAG) : null
      if (quoted !== null || tag || message[at] === '{' || (inPlural && message[at] === '#')) {
        flush()
        if (tag?.[1] === '') visitor.tag?.(tag[2] ?? '')
        out += quoted ?? tag?.[0] ?? (message[at] === '{' ? argument() : expect('#'))
      } else text += message[at++]
    }
    flush()
    return out
  }

  /** Two apostrophes are one; an apostrophe before syntax quotes up to the next one. */
  function quotation(): string | null {
    if (message[at] !== "'" || !/^'['{}<>#]/.test(message.slice(at, at + 2))) return null
    const from = at
    const end = message[at + 1] === "'" ? at + 1 : message.indexOf("'", at + 1)
    at = end < 0 ? message.length : end + 1
    return message.slice(from, at)
  }

  function argument(): string {
    const head = take(ARGUMENT)
    if (!head) throw new Error(`No argument at ${at}: ${message}`)
    const [text, name = '', kind = ''] = head
    visitor.argument?.(name, kind)
    if (!BRANCHING.includes(kind)) {
      const end = message.indexOf('}', at)
      const style = end < 0 ? '' : message.slice(at, end)
      at += style.length
      return text + style + expect('}')
    }
    let out = text + expect(',')
    for (let next = take(BRANCH); next; next = take(BRANCH)) out += next[0] + branch(kind !== 'select') + expect('}')
    const space = /^\s*/.exec(message.slice(at))?.[0] ?? ''
    at += space.length
    return out + space + expect('}')
  }
}
