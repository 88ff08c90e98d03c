import type { ResourcePattern } from '../directory'

/** `kind:id`; both parts present, no wildcard: a scope is always exact. */
export function readResource(text: string): { kind: string; id: string } | null {
  const colon = text.indexOf(':')
  if (colon < 1 || colon === text.length - 1) return null
  const kind = text.slice(0, colon)
  const id = text.slice(colon + 1)
  return /^[a-z][a-z0-9_-]{0,40}$/.test(kind) && !/[*?\s]/.test(id) ? { kind, id } : null
}

/** The workflow's most specific pattern (longest, then by id) that covers the resource; null when it is not known. */
export function findResource(
  resource: string,
  kind: string,
  patterns: readonly ResourcePattern[],
): ResourcePattern | null {
  let best: ResourcePattern | null = null
  for (const candidate of patterns) {
    if (candidate.kind !== kind || !matchesGlob(resource, candidate.pattern)) continue
    if (
      !best ||
      candidate.pattern.length > best.pattern.length ||
      (candidate.pattern.length === best.pattern.length && candidate.id < best.id)
    )
      best = candidate
  }
  return best
}

/** Glob with `*` only, over code units, in time linear in text × pattern at worst: no regular expression, no backtracking bomb. */
export function matchesGlob(text: string, pattern: string): boolean {
  let t = 0
  let p = 0
  let star = -1
  let mark = 0
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++
      mark = t
    } else if (p < pattern.length && pattern[p] === text[t]) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++mark
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

const roleLabels = /^(admin|administrator|root|owner|superuser|full|all|any|everything|read-?write)$/i

/** Wildcards and role labels are no scope (DESIGN 12); the offending value, or null when every part is exact. */
export function inexactScope(parts: readonly string[]): string | null {
  return parts.find((part) => /[*?]/.test(part) || roleLabels.test(part.trim())) ?? null
}
