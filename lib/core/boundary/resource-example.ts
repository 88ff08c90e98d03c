import type { ResourcePattern } from '../directory'
import { findResource } from '../request/resource'

/** Nothing comes last: `charge:` is no resource. */
const fillings = ['x', '1', 'zz9', 'other', 'a.b', ''] as const

/** A resource that this pattern, and none more specific, covers; null when every one that was tried is another's. */
export function exampleOf(pattern: ResourcePattern, patterns: readonly ResourcePattern[]): string | null {
  if (!pattern.pattern.includes('*')) return pattern.pattern
  for (const filling of fillings) {
    const id = pattern.pattern.replaceAll('*', filling)
    if (!id.endsWith(':') && findResource(id, pattern.kind, patterns)?.id === pattern.id) return id
  }
  return null
}
