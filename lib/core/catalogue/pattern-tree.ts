import type { CatalogueFaultWords } from './fault-words'

/** What a regular expression is made of, read into a tree: only of the kinds that `safe-pattern` understands. */

/** A set of code points as sorted, disjoint, closed ranges. */
export type Range = readonly [from: number, to: number]

/** What a pattern is made of. `id` numbers each place where a character is read. */
export type Node =
  | { kind: 'character'; ranges: readonly Range[]; id: number }
  | { kind: 'sequence'; parts: readonly Node[] }
  | { kind: 'choice'; options: readonly Node[] }
  | { kind: 'maybe'; of: Node }
  | { kind: 'repeat'; of: Node }

/** Places in a pattern after its counted repetitions are written out; what would be more is refused. */
export const most = { characters: 300, places: 1_000, depth: 10 } as const

/** Thrown for what is valid but not understood here, with what is said of it. */
export class Unread extends Error {
  constructor(readonly say: (words: CatalogueFaultWords) => string) {
    super('not understood')
  }
}

const all: readonly Range[] = [[0, 0x10ffff]]
const named: Readonly<Record<string, readonly Range[]>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  // Every kind of space that JavaScript knows.
  s: [
    [9, 13],
    [32, 32],
    [160, 160],
    [5760, 5760],
    [8192, 8202],
    [8232, 8233],
    [8239, 8239],
    [8287, 8287],
    [12288, 12288],
    [65279, 65279],
  ],
}
const control: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 }

export class Reader {
  private readonly characters: readonly string[]
  private at = 1
  private places = 0

  constructor(pattern: string) {
    this.characters = [...pattern]
  }

  whole(): Node {
    const node = this.choice(0)
    if (this.at < this.characters.length) throw new Unread((words) => words.notUnderstood)
    return node
  }

  private choice(depth: number): Node {
    if (depth > most.depth) throw new Unread((words) => words.nested)
    const options = [this.sequence(depth)]
    while (this.peek() === '|') {
      this.at++
      options.push(this.sequence(depth))
    }
    // `^a|b` tries b at every place of the text.
    if (depth === 0 && options.length > 1) throw new Unread((words) => words.alternatives)
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options }
  }

  private sequence(depth: number): Node {
    const parts: Node[] = []
    for (;;) {
      const next = this.peek()
      if (next === undefined || next === '|' || next === ')') break
      if (next === '$') {
        this.at++
        if (this.peek() !== undefined) throw new Unread((words) => words.end)
        break
      }
      const start = this.at
      const atom = this.atom(depth)
      parts.push(this.quantified(atom, () => this.again(start, depth)))
    }
    return { kind: 'sequence', parts }
  }

  /** Reads the same atom once more, for a repetition that is written out. */
  private again(start: number, depth: number): Node {
    const back = this.at
    this.at = start
    const atom = this.atom(depth)
    this.at = back
    return atom
  }

  private quantified(atom: Node, another: () => Node): Node {
    const next = this.peek()
    const count = this.count()
    let node: Node = atom
    if (count !== null) node = this.repeated(atom, another, count)
    else if (next === '*' || next === '+' || next === '?') {
      this.at++
      node = next === '?' ? { kind: 'maybe', of: atom } : { kind: 'repeat', of: atom }
      if (next === '*') node = { kind: 'maybe', of: node }
    } else return atom
    // A lazy repetition matches the same texts.
    if (this.peek() === '?') this.at++
    return node
  }

  /** `{2}`, `{2,}`, `{2,5}`; null when there is none. */
  private count(): { min: number; max: number | null } | null {
    if (this.peek() !== '{') return null
    const end = this.characters.indexOf('}', this.at)
    const [min = '', max] = this.characters
      .slice(this.at + 1, end)
      .join('')
      .split(',')
    this.at = end + 1
    if (Number(min) > most.places || Number(max ?? 0) > most.places) throw new Unread((words) => words.often)
    return { min: Number(min), max: max === undefined ? Number(min) : max === '' ? null : Number(max) }
  }

  /** Written out as `aa(a(a)?)?`: counted from the left, as the engine does. */
  private repeated(first: Node, another: () => Node, { min, max }: { min: number; max: number | null }): Node {
    if (max === 0) return { kind: 'sequence', parts: [] }
    const copies = [first]
    for (let more = 1; more < (max ?? Math.max(1, min)); more++) copies.push(another())
    if (max === null) {
      const last = copies.pop() ?? first
      const many: Node = { kind: 'repeat', of: last }
      return { kind: 'sequence', parts: [...copies, min === 0 ? { kind: 'maybe', of: many } : many] }
    }
    const optional = copies
      .slice(min)
      .reduceRight<Node | null>(
        (rest, copy) => ({ kind: 'maybe', of: { kind: 'sequence', parts: rest === null ? [copy] : [copy, rest] } }),
        null,
      )
    return { kind: 'sequence', parts: [...copies.slice(0, min), ...(optional === null ? [] : [optional])] }
  }

  private atom(depth: number): Node {
    const next = this.take()
    if (next === '(') {
      if (this.peek() === '?') {
        this.at++
        if (this.take() !== ':') throw new Unread((words) => words.looking)
      }
      const inner = this.choice(depth + 1)
      this.take()
      return inner
    }
    if (next === '[') return this.place(this.set())
    if (next === '.')
      return this.place(
        without(all, [
          [10, 10],
          [13, 13],
          [8232, 8233],
        ]),
      )
    if (next === '\\') return this.place(this.escaped())
    if (next === '^') throw new Unread((words) => words.start)
    return this.place(single(next))
  }

  private place(ranges: readonly Range[]): Node {
    if (++this.places > most.places) throw new Unread((words) => words.often)
    return { kind: 'character', ranges, id: this.places }
  }

  private set(): readonly Range[] {
    const negated = this.peek() === '^'
    if (negated) this.at++
    const ranges: Range[] = []
    while (this.peek() !== ']') {
      const from = this.member()
      if (this.peek() === '-' && this.characters[this.at + 1] !== ']') {
        this.at++
        const to = this.member()
        ranges.push([from[0]?.[0] ?? 0, to[0]?.[1] ?? 0])
      } else ranges.push(...from)
    }
    this.at++
    return negated ? without(all, ranges) : ranges
  }

  private member(): readonly Range[] {
    const next = this.take()
    return next === '\\' ? this.escaped() : single(next)
  }

  private escaped(): readonly Range[] {
    const next = this.take()
    const known = named[next.toLowerCase()]
    if (known !== undefined) return next === next.toLowerCase() ? known : without(all, known)
    const code = control[next]
    if (code !== undefined) return [[code, code]]
    if (/[A-Za-z1-9]/.test(next)) throw new Unread((words) => words.escape(next))
    return single(next)
  }

  private peek(): string | undefined {
    return this.characters[this.at]
  }

  private take(): string {
    const next = this.characters[this.at++]
    if (next === undefined) throw new Unread((words) => words.notUnderstood)
    return next
  }
}

function single(character: string): readonly Range[] {
  const code = character.codePointAt(0) ?? 0
  return [[code, code]]
}

function without(whole: readonly Range[], taken: readonly Range[]): Range[] {
  let left: Range[] = [...whole]
  for (const [from, to] of taken)
    left = left.flatMap(([low, high]): Range[] => {
      if (to < low || from > high) return [[low, high]]
      return [...(low < from ? [[low, from - 1] as const] : []), ...(high > to ? [[to + 1, high] as const] : [])]
    })
  return left
}

// ---------------------------------------------------------------- which characters can be read next
