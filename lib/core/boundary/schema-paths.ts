import type { Json } from '../canonical/json'

/** What a rule can look at: `context.params.amount`, its Cedar type, and the actions that have it. */
export type SchemaPath = { path: string; type: string; actions: string[] }

/** Every attribute below `context` and `resource` of a generated schema, for completion. Sorted by path. */
export function schemaPaths(schema: Json): SchemaPath[] {
  const paths = new Map<string, SchemaPath>()
  const note = (path: string, type: string, action: string) => {
    const known = paths.get(`${path} ${type}`)
    if (known) known.actions.push(action)
    else paths.set(`${path} ${type}`, { path, type, actions: [action] })
  }
  const walk = (path: string, type: Json | undefined, action: string): void => {
    if (!isRecord(type)) return
    if (type.type !== 'Record') note(path, nameOf(type), action)
    else
      for (const [name, attribute] of Object.entries(isRecord(type.attributes) ? type.attributes : {}))
        walk(`${path}.${name}`, attribute, action)
  }
  const root = isRecord(schema) ? schema[''] : undefined
  const { actions, entityTypes } = isRecord(root) ? root : {}
  const resource = isRecord(entityTypes) && isRecord(entityTypes.Resource) ? entityTypes.Resource.shape : undefined
  for (const [action, of] of Object.entries(isRecord(actions) ? actions : {})) {
    walk('context', isRecord(of) && isRecord(of.appliesTo) ? of.appliesTo.context : undefined, action)
    walk('resource', resource, action)
  }
  return [...paths.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** `Set<String>`, `decimal`, `Long`. */
function nameOf(type: { [name: string]: Json }): string {
  if (type.type === 'Set') return `Set<${isRecord(type.element) ? nameOf(type.element) : '?'}>`
  return String(type.type === 'Extension' ? type.name : type.type)
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
