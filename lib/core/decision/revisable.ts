import type { Json } from '../canonical/json'
import type { ActionType } from '../directory'
import { showValue } from '../presentation/format'

/** One param that a reviewer may propose another value for, as a form needs it. */
export type RevisableParam = {
  pointer: string
  label: string
  /** `other` is edited as JSON. */
  kind: 'integer' | 'number' | 'text' | 'boolean' | 'choice' | 'other'
  /** Minor units of this currency, so that people may type major ones. */
  currency: string | null
  choices: Json[]
  required: boolean
  minimum: number | null
  maximum: number | null
  /** As it was asked; null when it was left out. */
  current: { value: Json; shown: string } | null
}

/** What of a request may be counter-proposed: every param of the action's schema, in the order in which it is shown. */
export function revisableParams(type: ActionType, params: { readonly [name: string]: Json }): RevisableParam[] {
  const schema = record(type.paramsSchema)
  const properties = record(schema.properties)
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const labels = new Map(type.paramLabels.map((label) => [label.name, label]))
  const names = [
    ...type.paramLabels.map(({ name }) => name).filter((name) => Object.hasOwn(properties, name)),
    ...Object.keys(properties).filter((name) => !labels.has(name)),
  ]
  return names.map((name) => {
    const property = record(properties[name])
    const label = labels.get(name)
    const code = label?.currencyParam ? params[label.currencyParam] : undefined
    const currency = label?.format === 'money' && typeof code === 'string' ? code : null
    const current = Object.hasOwn(params, name) ? (params[name] ?? null) : undefined
    const choices = Array.isArray(property.enum) ? property.enum : []
    return {
      pointer: `/params/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      label: label?.label ?? name,
      kind: choices.length > 0 ? 'choice' : kindOf(property.type),
      currency,
      choices,
      required: required.has(name),
      minimum: typeof property.minimum === 'number' ? property.minimum : null,
      maximum: typeof property.maximum === 'number' ? property.maximum : null,
      current:
        current === undefined
          ? null
          : {
              value: current,
              shown: showValue(
                current,
                label?.format ?? (typeof current === 'string' ? 'text' : 'json'),
                currency ?? undefined,
              ),
            },
    }
  })
}

function kindOf(type: Json | undefined): RevisableParam['kind'] {
  switch (type) {
    case 'integer':
    case 'number':
    case 'boolean':
      return type
    case 'string':
      return 'text'
    default:
      return 'other'
  }
}

function record(value: Json | undefined): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
