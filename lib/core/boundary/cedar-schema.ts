import type { Json } from '../canonical/json'
import type { ActionType } from '../directory'

/**
 * The Cedar schema of a workflow, generated from its action catalogue, so that a boundary is type-checked when it is saved:
 * a misspelt attribute or action is an error with a place, not a rule that never matches (DESIGN 4).
 */
export function cedarSchemaFor(actionTypes: Iterable<Pick<ActionType, 'name' | 'paramsSchema'>>): Json {
  const actions: Record<string, Json> = {}
  for (const type of actionTypes)
    actions[type.name] = {
      appliesTo: {
        principalTypes: ['Agent'],
        resourceTypes: ['Resource'],
        context: record({ ...contextFacts, params: cedarType(type.paramsSchema) ?? record({}) }),
      },
    }
  return {
    '': {
      entityTypes: {
        Agent: { memberOfTypes: ['Runtime'], shape: record({ slug: { type: 'String' } }) },
        Runtime: {},
        Environment: {},
        Resource: {
          memberOfTypes: ['Environment'],
          shape: record({ kind: { type: 'String' }, environment: { type: 'String' }, sensitivity: { type: 'String' } }),
        },
      },
      actions,
    },
  }
}

const long: Json = { type: 'Long' }
const text: Json = { type: 'String' }
const flag: Json = { type: 'Boolean' }
const window: Json = record({ count: long, sum: long })
const contextFacts: Record<string, Json> = {
  velocity: record({
    agent_1h: window,
    agent_24h: window,
    sponsor_1h: window,
    sponsor_24h: window,
    resource_1h: window,
    resource_24h: window,
  }),
  history: record({ denied_before: flag, similar_denied: long }),
  delegation: record({ principals: long }),
  time: record({ hour: long, weekday: long }),
  credential: record({ strength: text }),
  emergency: flag,
  hidden_characters: long,
  secret: {
    ...(record({ store: text, path: text, version: text, lifetime_seconds: long }) as Record<string, Json>),
    required: false,
  },
}

function record(attributes: Record<string, Json>): Json {
  return { type: 'Record', attributes }
}

/** JSON Schema → Cedar type; null where Cedar has no word for it, so that no rule can rest on it. */
function cedarType(schema: Json): Json | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return null
  switch (schema.type) {
    case 'integer':
      return long
    case 'string':
      return text
    case 'boolean':
      return flag
    case 'number':
      return { type: 'Extension', name: 'decimal' }
    case 'array': {
      const element = schema.items === undefined ? null : cedarType(schema.items)
      return element ? { type: 'Set', element } : null
    }
    case 'object': {
      const properties = schema.properties
      if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return record({})
      const required = new Set(Array.isArray(schema.required) ? schema.required : [])
      const attributes: Record<string, Json> = {}
      for (const [name, property] of Object.entries(properties)) {
        const type = cedarType(property)
        if (type) attributes[name] = { ...(type as Record<string, Json>), required: required.has(name) }
      }
      return record(attributes)
    }
    default:
      return null
  }
}
