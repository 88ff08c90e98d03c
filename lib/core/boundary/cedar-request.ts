import type { CredentialStrength } from '../actor'
import type { Json } from '../canonical/json'

/** Server facts only: nothing here comes from the agent's own words (law 7). */
export type Facts = {
  agent: { id: string; slug: string; runtime: string }
  action: string
  paramsSchema: Json
  resource: { id: string; kind: string; environment: string; sensitivity: string }
  params: { [name: string]: Json }
  velocity: Velocity
  history: History
  principals: number
  now: Date
  strength: CredentialStrength
  emergency: boolean
  hiddenCharacters: number
  secret: { store: string; path: string; version: string; lifetime_seconds: number } | null
}
export type Window = { count: number; sum: number }
export type Velocity = Record<
  'agent_1h' | 'agent_24h' | 'sponsor_1h' | 'sponsor_24h' | 'resource_1h' | 'resource_24h',
  Window
>
export type History = { denied_before: boolean; similar_denied: number }

/** One question to Cedar as plain JSON. */
export type CedarRequest = {
  principal: { type: string; id: string }
  action: { type: string; id: string }
  resource: { type: string; id: string }
  context: { [name: string]: Json }
  entities: {
    uid: { type: string; id: string }
    attrs: { [name: string]: Json }
    parents: { type: string; id: string }[]
  }[]
}

/** Builds the Cedar request from server facts. Numbers: integers as Long, others as Cedar decimals (DESIGN 4). */
export function cedarRequest(facts: Facts): CedarRequest {
  const principal = { type: 'Agent', id: facts.agent.id }
  const resource = { type: 'Resource', id: facts.resource.id }
  return {
    principal,
    action: { type: 'Action', id: facts.action },
    resource,
    context: {
      params: cedarValue(facts.params, facts.paramsSchema) ?? {},
      velocity: facts.velocity,
      history: facts.history,
      delegation: { principals: facts.principals },
      time: { hour: facts.now.getUTCHours(), weekday: facts.now.getUTCDay() === 0 ? 7 : facts.now.getUTCDay() },
      credential: { strength: facts.strength },
      emergency: facts.emergency,
      hidden_characters: facts.hiddenCharacters,
      ...(facts.secret
        ? {
            secret: {
              store: facts.secret.store,
              path: facts.secret.path,
              version: facts.secret.version,
              lifetime_seconds: facts.secret.lifetime_seconds,
            },
          }
        : {}),
    },
    entities: [
      { uid: principal, attrs: { slug: facts.agent.slug }, parents: [{ type: 'Runtime', id: facts.agent.runtime }] },
      {
        uid: resource,
        attrs: {
          kind: facts.resource.kind,
          environment: facts.resource.environment,
          sensitivity: facts.resource.sensitivity,
        },
        parents: [{ type: 'Environment', id: facts.resource.environment }],
      },
    ],
  }
}

/** A validated param as Cedar sees it, typed by its JSON Schema; null (left out) where Cedar has no type for it. */
function cedarValue(value: Json, schema: Json | undefined): Json | null {
  const type = typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema.type : undefined
  switch (type) {
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
    case 'string':
      return typeof value === 'string' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'number':
      return typeof value === 'number' ? { __extn: { fn: 'decimal', arg: value.toFixed(4) } } : null
    case 'array': {
      if (!Array.isArray(value)) return null
      const items = (schema as { items?: Json }).items
      const elements = value.map((element) => cedarValue(element, items))
      return elements.includes(null) ? null : elements
    }
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
      const properties = (schema as { properties?: { [name: string]: Json } }).properties ?? {}
      const out: { [name: string]: Json } = {}
      for (const [name, property] of Object.entries(value)) {
        const element = cedarValue(property, properties[name])
        if (element !== null) out[name] = element
      }
      return out
    }
    default:
      return null
  }
}
