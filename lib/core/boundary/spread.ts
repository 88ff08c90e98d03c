/**
 * Combinations of so many choices each, all of them when they are at most `most`, else a deterministic spread: every choice
 * once beside the first ones, then points of a low-discrepancy sequence, which leaves no region out. Each is a list of indexes.
 */
export function spread(sizes: readonly number[], most: number): { picks: number[][]; all: boolean } {
  if (sizes.includes(0)) return { picks: [], all: true }
  const total = sizes.reduce((product, size) => product * size, 1)
  if (total <= most) return { picks: everyPick(sizes, total), all: true }
  const picks = new Map<string, number[]>()
  const add = (pick: number[]) => {
    if (picks.size < most) picks.set(pick.join(), pick)
  }
  for (const [dimension, size] of sizes.entries())
    for (let choice = 0; choice < size; choice++) add(sizes.map((_, index) => (index === dimension ? choice : 0)))
  for (let step = 1; step <= most * 2 && picks.size < most; step++)
    add(sizes.map((size, index) => Math.floor(fraction(step * (roots[index % roots.length] ?? 0)) * size)))
  return { picks: [...picks.values()], all: false }
}

function everyPick(sizes: readonly number[], total: number): number[][] {
  return Array.from({ length: total }, (_, number) => {
    let rest = number
    return sizes.map((size) => {
      const choice = rest % size
      rest = Math.floor(rest / size)
      return choice
    })
  })
}

/** Square roots of primes: no two of them are in a simple proportion. */
const roots = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71].map(Math.sqrt)

function fraction(value: number): number {
  return value - Math.floor(value)
}
