import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import { limits } from '../limits'
import { readResource } from '../request/resource'
import type { ActionTypeJson, CatalogueJson, ResourceJson } from './catalogue'
import { type CatalogueFault, schemaFaults } from './check-schema'
import { type CatalogueFaultWords, english } from './fault-words'
import { german } from './fault-words-de'

/** Faults told at most. */
const FAULTS = 100

/**
 * What keeps a catalogue from being relied on: names that stand twice, schemas that let through what nobody described or
 * that are slow to check, labels and templates that name no param, patterns and examples of another kind. Its shape was
 * validated at the edge; this is what the shape cannot say.
 */
export function checkCatalogue(catalogue: CatalogueJson, language: SaidIn = 'en'): CatalogueFault[] {
  const words = language === 'de' ? german : english
  return [
    ...tooMany('/action_types', catalogue.action_types, limits.actionTypesMax, words),
    ...tooMany('/resources', catalogue.resources, limits.resourcesMax, words),
    ...twice(
      '/action_types',
      'name',
      catalogue.action_types.map(({ name }) => name),
      words,
    ),
    ...twice(
      '/resources',
      'pattern',
      catalogue.resources.map(({ kind, pattern }) => `${kind} ${pattern}`),
      words,
    ),
    ...twice('/agents', '', catalogue.agents, words),
    ...twice('/executors', '', catalogue.executors, words),
    ...twice('/runtimes', '', catalogue.runtimes, words),
    ...catalogue.action_types
      .slice(0, limits.actionTypesMax)
      .flatMap((type, index) => actionFaults(type, `/action_types/${index}`, words)),
    ...catalogue.resources
      .slice(0, limits.resourcesMax)
      .flatMap((resource, index) => resourceFaults(resource, `/resources/${index}`, words)),
  ].slice(0, FAULTS)
}

function tooMany(
  pointer: string,
  list: readonly unknown[],
  most: number,
  words: CatalogueFaultWords,
): CatalogueFault[] {
  return list.length > most ? [{ pointer, message: words.tooMany(most) }] : []
}

function twice(
  pointer: string,
  member: string,
  names: readonly string[],
  words: CatalogueFaultWords,
): CatalogueFault[] {
  const known = new Set<string>()
  return names.flatMap((name, index) => {
    if (!known.has(name)) {
      known.add(name)
      return []
    }
    return [{ pointer: `${pointer}/${index}${member === '' ? '' : `/${member}`}`, message: words.twice(name) }]
  })
}

function actionFaults(type: ActionTypeJson, pointer: string, words: CatalogueFaultWords): CatalogueFault[] {
  const wrong = schemaFaults(type.params_schema, `${pointer}/params_schema`, words)
  const { properties, required } = paramsOf(type.params_schema)
  return [
    ...wrong,
    ...labelFaults(type, properties, pointer, words),
    ...templateFaults(type, properties, pointer, words),
    ...exampleFaults(type, properties, required, pointer, words),
  ]
}

function labelFaults(
  type: ActionTypeJson,
  properties: { [name: string]: Json },
  pointer: string,
  words: CatalogueFaultWords,
): CatalogueFault[] {
  const faults = twice(
    `${pointer}/param_labels`,
    'name',
    type.param_labels.map(({ name }) => name),
    words,
  )
  for (const [index, label] of type.param_labels.entries()) {
    const at = `${pointer}/param_labels/${index}`
    if (!Object.hasOwn(properties, label.name))
      faults.push({ pointer: `${at}/name`, message: words.noParam(label.name) })
    else if (label.format === 'money' && typeOf(properties[label.name]) !== 'integer')
      faults.push({
        pointer: `${at}/format`,
        message: words.moneyInteger,
      })
    if (label.currency_param !== undefined && !Object.hasOwn(properties, label.currency_param))
      faults.push({ pointer: `${at}/currency_param`, message: words.noParam(label.currency_param) })
  }
  return faults
}

function templateFaults(
  type: ActionTypeJson,
  properties: { [name: string]: Json },
  pointer: string,
  words: CatalogueFaultWords,
): CatalogueFault[] {
  if (type.title_template === null) return []
  const at = `${pointer}/title_template`
  const faults: CatalogueFault[] = []
  const rest = type.title_template.replace(/\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g, (_, name: string) => {
    if (name !== 'resource' && !Object.hasOwn(properties, name))
      faults.push({ pointer: at, message: words.noParam(name) })
    return ''
  })
  if (/[{}]/.test(rest)) faults.push({ pointer: at, message: words.bracket })
  return faults
}

function exampleFaults(
  type: ActionTypeJson,
  properties: { [name: string]: Json },
  required: readonly string[],
  pointer: string,
  words: CatalogueFaultWords,
): CatalogueFault[] {
  const at = `${pointer}/example`
  const faults: CatalogueFault[] = []
  const resource = readResource(type.example.resource)
  if (resource === null) faults.push({ pointer: `${at}/resource`, message: words.resourceForm })
  else if (resource.kind !== type.resource_kind)
    faults.push({ pointer: `${at}/resource`, message: words.resourceKind(type.resource_kind) })
  for (const name of Object.keys(type.example.params))
    if (!Object.hasOwn(properties, name)) faults.push({ pointer: `${at}/params/${name}`, message: words.noParam(name) })
  for (const name of required)
    if (!Object.hasOwn(type.example.params, name)) faults.push({ pointer: `${at}/params`, message: words.lacks(name) })
  return faults
}

function resourceFaults(
  { kind, pattern }: ResourceJson,
  pointer: string,
  words: CatalogueFaultWords,
): CatalogueFault[] {
  const at = `${pointer}/pattern`
  if (!pattern.startsWith(`${kind}:`) || pattern.length === kind.length + 1)
    return [{ pointer: at, message: words.beginsWithKind(kind) }]
  if (/[\s?]/.test(pattern)) return [{ pointer: at, message: words.spaces }]
  // More stars say nothing that one does not, or cannot be read by anybody.
  if (/\*\*/.test(pattern) || pattern.split('*').length > 6) return [{ pointer: at, message: words.wildcards }]
  return pattern.length > limits.resourceChars ? [{ pointer: at, message: words.tooLong }] : []
}

function paramsOf(schema: Json): { properties: { [name: string]: Json }; required: string[] } {
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {}
  const required = isRecord(schema) && Array.isArray(schema.required) ? schema.required : []
  return { properties, required: required.filter((name) => typeof name === 'string') }
}

function typeOf(schema: Json | undefined): Json | undefined {
  return isRecord(schema) ? schema.type : undefined
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
