import type { Json } from '../canonical/json'
import type { Presentation } from './presentation'

/**
 * One number about what the action reaches, with where it comes from; the console has the words. `label` is a param's, as it
 * was signed, and empty for what is no param; `count` is of people and fields.
 */
export type Reach = {
  figure: string
  what: Kind | 'people' | 'fields' | 'param'
  count: number
  label: string
  detail: string
  source: 'registry' | 'params' | 'directory' | 'scope'
}
type Kind = 'create' | 'change' | 'delete' | 'read'
export type BlastRadius = { reach: Reach[]; claimed: { label: string; value: string }[] }

/** What a verb of the catalogue does to its target. A closed list; a verb that is not in it is said to change something. */
const kinds: Readonly<Record<string, Exclude<Kind, 'change'>>> = {
  add: 'create',
  create: 'create',
  grant: 'create',
  invite: 'create',
  issue: 'create',
  insert: 'create',
  send: 'create',
  delete: 'delete',
  drop: 'delete',
  erase: 'delete',
  purge: 'delete',
  remove: 'delete',
  revoke: 'delete',
  truncate: 'delete',
  deliver: 'read',
  export: 'read',
  list: 'read',
  read: 'read',
  view: 'read',
}
const signs = { create: '+', change: '~', delete: '−', read: '' } as const
const MOST_CLAIMED = 4

/**
 * How far it reaches, in numbers that the server holds: the target and what is done to it, every amount and count among the
 * checked params, people acted for, fields of a secret. A pure function of the document that is signed, so that it can add
 * nothing of its own. Numbers that only the agent gives are apart, as claims.
 */
export function blastRadius(presentation: Presentation): BlastRadius {
  const { action, resource, params, principals, secret, claims } = presentation
  const verb = action.verb.toLowerCase()
  const kind = (Object.hasOwn(kinds, verb) ? kinds[verb] : undefined) ?? 'change'
  const counts = params.flatMap((param): Reach[] => {
    if (param.format !== 'integer' && param.format !== 'money' && param.format !== 'bytes') return []
    const sign = param.format === 'integer' && kind !== 'change' ? signs[kind] : ''
    return [
      { figure: `${sign}${param.shown}`, what: 'param', count: 1, label: param.label, detail: '', source: 'params' },
    ]
  })
  return {
    reach: [
      { figure: `${signs[kind]}1`, what: kind, count: 1, label: '', detail: resource.title, source: 'registry' },
      ...counts,
      ...(principals.length > 0
        ? [
            {
              figure: String(principals.length),
              what: 'people' as const,
              count: principals.length,
              label: '',
              detail: principals.map(({ name }) => name).join(', '),
              source: 'directory' as const,
            },
          ]
        : []),
      ...(secret
        ? [
            {
              figure: String(secret.fields.length),
              what: 'fields' as const,
              count: secret.fields.length,
              label: '',
              detail: secret.path,
              source: 'scope' as const,
            },
          ]
        : []),
    ],
    claimed: claimedNumbers(claims.claims),
  }
}

/** Numbers in the agent's own claims: shown, because they may matter; never beside the others, because nobody checked them. */
function claimedNumbers(claims: Json): { label: string; value: string }[] {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return []
  return Object.entries(claims)
    .filter(([, value]) => typeof value === 'number')
    .slice(0, MOST_CLAIMED)
    .map(([label, value]) => ({ label, value: String(value) }))
}
