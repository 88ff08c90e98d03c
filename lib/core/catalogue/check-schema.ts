import { canonicalize, type Json } from '../canonical/json'
import type { CatalogueFaultWords } from './fault-words'
import { patternFault } from './safe-pattern'

/** What is wrong with a catalogue, and where: a JSON pointer into its stored form. */
export type CatalogueFault = { pointer: string; message: string }

/** Of one action's params: characters of its schema, schemas within it, how deeply, and how many choices one of them may have. */
const most = { characters: 32_000, schemas: 300, depth: 8, choices: 500, uniqueItems: 200 } as const

const types = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean'])
const isNumber = (value: Json) => typeof value === 'number' && Number.isFinite(value)
const isCount = (value: Json) => Number.isSafeInteger(value) && (value as number) >= 0
const isText = (value: Json) => typeof value === 'string'
const isFlag = (value: Json) => typeof value === 'boolean'
const isTexts = (value: Json) => Array.isArray(value) && value.every(isText) && new Set(value).size === value.length

/** Keywords that say something about a value, with what they may be. Every other one is refused: what is not understood is not checked. */
const keywords: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => typeof value === 'string' && types.has(value),
  title: isText,
  description: isText,
  $comment: isText,
  deprecated: isFlag,
  default: () => true,
  examples: Array.isArray,
  required: isTexts,
  additionalProperties: (value) => value === false,
  minProperties: isCount,
  maxProperties: isCount,
  minItems: isCount,
  maxItems: isCount,
  uniqueItems: isFlag,
  minLength: isCount,
  maxLength: isCount,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => isNumber(value) && (value as number) > 0,
  const: () => true,
  enum: (value) => Array.isArray(value) && value.length > 0 && value.length <= most.choices && isUnique(value),
  pattern: isText,
  properties: (value) => isRecord(value),
  items: (value) => isRecord(value),
}

/** The faults of a JSON Schema that params are checked by, with JSON pointers below `pointer`. */
export function schemaFaults(schema: Json, pointer: string, words: CatalogueFaultWords): CatalogueFault[] {
  const fault = (message: string) => [{ pointer, message }]
  if (!isRecord(schema)) return fault(words.schemaObject)
  // Measured before anything is walked through.
  if (JSON.stringify(schema).length > most.characters) return fault(words.longer(most.characters))
  if (schema.type !== 'object') return fault(words.describesObject)
  const counted = { schemas: 0 }
  return faultsIn(schema, pointer, 0, counted, words)
}

function faultsIn(
  schema: Json,
  pointer: string,
  depth: number,
  counted: { schemas: number },
  words: CatalogueFaultWords,
): CatalogueFault[] {
  if (!isRecord(schema)) return [{ pointer, message: words.schemaObject }]
  if (depth > most.depth) return [{ pointer, message: words.deep(most.depth) }]
  if (++counted.schemas > most.schemas)
    return counted.schemas === most.schemas + 1 ? [{ pointer, message: words.tooManyParts }] : []
  const faults: CatalogueFault[] = []
  const fault = (keyword: string, message: string) =>
    faults.push({ pointer: `${pointer}/${escaped(keyword)}`, message })
  for (const [keyword, value] of Object.entries(schema)) {
    const fits = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined
    if (fits === undefined) fault(keyword, words.keyword(keyword))
    else if (!fits(value)) fault(keyword, keyword === 'additionalProperties' ? words.mustBeFalse : words.value)
  }
  if (typeof schema.type !== 'string') fault('type', words.oneType)
  if (schema.type === 'object' && schema.additionalProperties !== false) fault('additionalProperties', words.closed)
  const wrong = typeof schema.pattern === 'string' ? patternFault(schema.pattern, words) : null
  if (wrong !== null) fault('pattern', wrong)
  if (schema.uniqueItems === true && !(typeof schema.maxItems === 'number' && schema.maxItems <= most.uniqueItems))
    fault('uniqueItems', words.maxItems(most.uniqueItems))
  const properties = isRecord(schema.properties) ? schema.properties : {}
  for (const [name, property] of Object.entries(properties)) {
    // Every object has these, so that nobody could tell whether the param is there.
    if (name in Object.prototype) fault(`properties/${name}`, words.everyObject)
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) fault(`properties/${name}`, words.paramName)
    faults.push(...faultsIn(property, `${pointer}/properties/${escaped(name)}`, depth + 1, counted, words))
  }
  for (const name of isTexts(schema.required ?? []) ? ((schema.required ?? []) as string[]) : [])
    if (!Object.hasOwn(properties, name)) fault('required', words.notDescribed(name))
  if (schema.items !== undefined) faults.push(...faultsIn(schema.items, `${pointer}/items`, depth + 1, counted, words))
  return faults
}

function isUnique(values: readonly Json[]): boolean {
  return new Set(values.map((value) => canonicalize(value))).size === values.length
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0')
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
