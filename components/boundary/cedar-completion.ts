import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { BoundaryView, CheckView } from '@/lib/boundaries/schema-views'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'

const ANNOTATIONS: [name: string, insert: string, detail: string][] = [
  ['@id', '@id("")', 'name of the rule'],
  ['@tier', '@tier("approve")', 'allow, notify, approve or deny'],
  ['@approvers', '@approvers("team:")', 'teams of which any may consent'],
  ['@quorum', '@quorum("2")', 'how many must approve'],
  ['@stepup', '@stepup("passkey")', 'none or passkey'],
  ['@grant_ttl', '@grant_ttl("10m")', 'how long the grant lives'],
  ['@decide_within', '@decide_within("30m")', 'how long people have'],
  ['@grace', '@grace("10s")', 'how long an approval can be taken back'],
  ['@deny_threshold', '@deny_threshold("1")', 'how many denials end it'],
  ['@batch', '@batch("none")', 'up to which level in a batch: none, T1 or T2'],
  ['@attest', '@attest("")', 'what approvers confirm; several set apart by |'],
  ['@prompt', '@prompt("")', 'what approvers are asked'],
  ['@reason', '@reason("")', 'one sentence: why'],
]
const TIERS = ['allow', 'notify', 'approve', 'deny']

export type CompletionFacts = { schema: CheckView['schema']; catalogue: CatalogueJson; known: BoundaryView['known'] }

/** What can stand at the cursor: attributes with their types, names of the catalogue, teams, runtimes, annotations. */
export function completeCedar(facts: () => CompletionFacts) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos)
    const before = line.text.slice(0, context.pos - line.from)
    const { schema, catalogue, known } = facts()
    const string = /([A-Za-z_@]+)(?:::|\()"([^"]*)$/.exec(before)
    if (string) {
      const [, owner = '', typed = ''] = string
      const names = namesFor(owner, catalogue, known)
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
        options: ANNOTATIONS.map(([label, apply, detail]) => ({ label, apply, detail, type: 'keyword' })),
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

function namesFor(owner: string, catalogue: CatalogueJson, known: BoundaryView['known']): Completion[] | null {
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
      return known.teams.map((team) => ({ label: `team:${team.slug}`, detail: `${team.members} members` }))
    case '@tier':
      return TIERS.map((label) => ({ label }))
    case '@stepup':
      return ['none', 'passkey'].map((label) => ({ label }))
    default:
      return null
  }
}
