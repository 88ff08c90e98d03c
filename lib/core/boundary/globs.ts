/**
 * Is there a text that both globs (`*` only) match? In time of the product of their lengths: each pair of places is looked at
 * once, so that no pattern makes it slow (ATTACKS 107).
 */
export function globsIntersect(a: string, b: string): boolean {
  const width = b.length + 1
  const seen = new Uint8Array((a.length + 1) * width)
  const open = [0]
  seen[0] = 1
  const visit = (i: number, j: number) => {
    const at = i * width + j
    if (seen[at] === 1) return
    seen[at] = 1
    open.push(at)
  }
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const i = Math.floor(at / width)
    const j = at % width
    if (i === a.length && j === b.length) return true
    const left = a[i]
    const right = b[j]
    // A star matches nothing, or whatever the other one has next.
    if (left === '*') visit(i + 1, j)
    if (right === '*') visit(i, j + 1)
    if (left === '*' && right !== undefined && right !== '*') visit(i, j + 1)
    if (right === '*' && left !== undefined && left !== '*') visit(i + 1, j)
    if (left !== undefined && left === right) visit(i + 1, j + 1)
  }
  return false
}

/** Does the first glob match everything that the second one does? A star of the second can only be covered by one of the first. */
export function globCovers(wide: string, narrow: string): boolean {
  // `matchesGlob` with the narrow pattern's stars as a sign that only a star of the wide one can match.
  let t = 0
  let p = 0
  let star = -1
  let mark = 0
  while (t < narrow.length) {
    if (wide[p] === '*') {
      star = p++
      mark = t
    } else if (p < wide.length && wide[p] === narrow[t] && narrow[t] !== '*') {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++mark
    } else return false
  }
  while (wide[p] === '*') p++
  return p === wide.length
}
