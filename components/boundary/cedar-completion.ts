import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Translate } from '@/components/language/translate'
import type { BoundaryView, CheckView } from '@/lib/boundaries/schema-views'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'

const ANNOTATIONS = [
  ['id', ''],
  ['tier', 'approve'],
  ['approvers', 'team:'],
  ['quorum', '2'],
  ['stepup', 'passkey'],
  ['grant_ttl', '10m'],
  ['decide_within', '30m'],
  ['grace', '10s'],
  ['deny_threshold', '1'],
  ['batch', 'none'],
  ['attest', ''],
  ['prompt', ''],
  ['reason', ''],
] as const
const TIERS = ['allow', 'notify', 'approve', 'deny']

export type CompletionFacts = { schema: CheckView['schema']; catalogue: CatalogueJson; known: BoundaryView['known'] }

/** What can stand at the cursor: attributes with their types, names of the catalogue, teams, runtimes, annotations. */
export function completeCedar(t: Translate<'boundary'>, facts: () => CompletionFacts) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos)
    const before = line.text.slice(0, context.pos - line.from)
    const { schema, catalogue, known } = facts()
    const string = /([A-Za-z_@]+)(?:::|\()"([^"]*)$/.exec(before)
    if (string) {
      const [, owner = '', typed = ''] = string
      const names = namesFor(t, owner, catalogue, known)
      if (names === null) return null
      // A list of teams is completed at its last one.
      const start = owner === '@approvers' ? typed.lastIndexOf(',') + 1 : 0
      const lead = /^\s*/.exec(typed.slice(start))?.[0].length ?? 0
      return { from: context.pos - typed.length + start + lead, options: names }
    }
    const path = /(?:context|resource)(?:\.[A-Za-z0-9_]*)+$/.exec(before)
    if (path)
      return { from: context.pos - path[0].length, options: schema.map(attribute), validFor: /^[A-Za-z0-9_.]*$/ }
    const annotation = /@[A-Za-z_]*$/.exec(before)
    if (annotation)
      return {
        from: context.pos - annotation[0].length,
        options: ANNOTATIONS.map(([name, value]) => ({
          label: `@${name}`,
          apply: `@${name}("${value}")`,
          detail: t(`cedar.annotation.${name}`),
          type: 'keyword',
        })),
      }
    if (!context.explicit) return null
    const word = context.matchBefore(/[A-Za-z_.]*/)
    return { from: word?.from ?? context.pos, options: [...schema.map(attribute), ...STARTS] }
  }
}

const STARTS: Completion[] = ['permit', 'forbid', 'when', 'unless', 'principal', 'action', 'resource', 'context'].map(
  (label) => ({ label, type: 'keyword' }),
)

function attribute(entry: CheckView['schema'][number]): Completion {
  return { label: fullPath(entry.path), detail: entry.type, type: 'property' }
}

/** `params.amount` → `context.params.amount`; `resource.sensitivity` stays. */
export function fullPath(path: string): string {
  return path.startsWith('resource.') || path.startsWith('context.') ? path : `context.${path}`
}

function namesFor(
  t: Translate<'boundary'>,
  owner: string,
  catalogue: CatalogueJson,
  known: BoundaryView['known'],
): Completion[] | null {
  switch (owner) {
    case 'Action':
      return catalogue.action_types.map((type) => ({ label: type.name, detail: type.title, type: 'function' }))
    case 'Runtime':
      return known.runtimes.map((runtime) => ({ label: runtime.slug, detail: runtime.title, type: 'class' }))
    case 'Environment':
      return [...new Set(catalogue.resources.map((resource) => resource.environment))].map((label) => ({ label }))
    case 'Resource':
      return catalogue.resources.map((resource) => ({ label: resource.pattern, detail: resource.title }))
    case '@approvers':
      return known.teams.map((team) => ({
        label: `team:${team.slug}`,
        detail: t('cedar.members', { count: team.members }),
      }))
    case '@tier':
      return TIERS.map((label) => ({ label }))
    case '@stepup':
      return ['none', 'passkey'].map((label) => ({ label }))
    default:
      return null
  }
}
