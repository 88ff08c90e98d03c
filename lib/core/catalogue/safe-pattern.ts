import { type CatalogueFaultWords, english } from './fault-words'
import { most, type Node, type Range, Reader, Unread } from './pattern-tree'

/**
 * Why a JSON Schema `pattern` may not be used; null when it may. The engine that runs it goes back and tries again, which
 * takes forever for some patterns (ATTACKS 107). Where at each character at most one way goes on, there is nothing to go back
 * to, so such a pattern takes time linear in the text: only those are let through, and only from the text's beginning.
 */
export function patternFault(pattern: string, words: CatalogueFaultWords = english): string | null {
  if (pattern.length > most.characters) return words.longer(most.characters)
  try {
    new RegExp(pattern, 'u')
  } catch {
    return words.noExpression
  }
  if (!pattern.startsWith('^')) return words.beginning
  try {
    const node = new Reader(pattern).whole()
    return isDeterministic(node) ? null : words.ambiguous
  } catch (error) {
    if (error instanceof Unread) return error.say(words)
    throw error
  }
}

type Place = Extract<Node, { kind: 'character' }>
type Ends = { first: readonly Place[]; last: readonly Place[]; isNullable: boolean }

/** Whether from every place, and at the beginning, no two places that may come next read the same character (Glushkov). */
function isDeterministic(node: Node): boolean {
  const follow = new Map<Place, Set<Place>>()
  const ends = endsOf(node, follow)
  return isDisjoint(ends.first) && [...follow.values()].every((next) => isDisjoint([...next]))
}

function endsOf(node: Node, follow: Map<Place, Set<Place>>): Ends {
  const link = (from: readonly Place[], to: readonly Place[]) => {
    for (const place of from) {
      const next = follow.get(place) ?? new Set()
      for (const other of to) {
        // From here to there in two ways, as through both loops of `(a+)+`: each character doubles the ways.
        if (next.has(other)) throw new Unread((words) => words.ambiguous)
        next.add(other)
      }
      follow.set(place, next)
    }
  }
  switch (node.kind) {
    case 'character':
      return { first: [node], last: [node], isNullable: false }
    case 'maybe': {
      const inner = endsOf(node.of, follow)
      if (inner.isNullable) throw new Unread((words) => words.empty)
      return { ...inner, isNullable: true }
    }
    case 'repeat': {
      const inner = endsOf(node.of, follow)
      // What may be empty and repeats can do so in many ways.
      if (inner.isNullable) throw new Unread((words) => words.empty)
      link(inner.last, inner.first)
      return inner
    }
    case 'choice': {
      const options = node.options.map((option) => endsOf(option, follow))
      if (options.filter(({ isNullable }) => isNullable).length > 1) throw new Unread((words) => words.ambiguous)
      return {
        first: options.flatMap(({ first }) => first),
        last: options.flatMap(({ last }) => last),
        isNullable: options.some(({ isNullable }) => isNullable),
      }
    }
    case 'sequence': {
      let sequence: Ends = { first: [], last: [], isNullable: true }
      for (const part of node.parts) {
        const next = endsOf(part, follow)
        link(sequence.last, next.first)
        sequence = {
          first: sequence.isNullable ? [...sequence.first, ...next.first] : sequence.first,
          last: next.isNullable ? [...sequence.last, ...next.last] : next.last,
          isNullable: sequence.isNullable && next.isNullable,
        }
      }
      return sequence
    }
  }
}

function isDisjoint(places: readonly Place[]): boolean {
  const ranges = places.flatMap((place) => mergedRanges(place)).sort((a, b) => a[0] - b[0])
  return ranges.every(([from], index) => index === 0 || from > (ranges[index - 1]?.[1] ?? -1))
}

/** The ranges of one place, those that touch or overlap taken together. */
function mergedRanges({ ranges }: Place): Range[] {
  const merged: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
