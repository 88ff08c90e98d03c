import type { Translate } from '@/components/language/translate'
import type { RuleForm } from '@/lib/core/boundary/analysis'
import { factPhrasesIn } from '@/lib/core/boundary/fact-phrases'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { ParamFormat } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'

/** What a condition can be about: its path below `context` or `resource`, how people call it, and how its value is typed. */
export type ConditionField = {
  path: string
  label: string
  type: 'number' | 'text' | 'flag'
  format: ParamFormat
  /** Values that there can be, when they are known. */
  options: readonly string[]
}

const RESOURCE_FIELDS = ['environment', 'sensitivity', 'kind'] as const

type SchemaEntry = { path: string; type: string; actions: string[] }

/** The fields that every action of a rule has, params first. */
export function conditionFields(
  t: Translate<'boundary'>,
  language: SaidIn,
  schema: readonly SchemaEntry[],
  form: RuleForm,
  catalogue: CatalogueJson,
): ConditionField[] {
  const actions = form.actions.length > 0 ? form.actions : catalogue.action_types.map((type) => type.name)
  return schema
    .filter((entry) => entry.actions.length === 0 || actions.every((action) => entry.actions.includes(action)))
    .flatMap((entry) => {
      const type = typeOf(entry.type)
      return type === null ? [] : [fieldOf(t, language, entry.path.replace(/^context\./, ''), type, actions, catalogue)]
    })
    .toSorted((a, b) => Number(b.path.startsWith('params.')) - Number(a.path.startsWith('params.')))
}

function typeOf(cedar: string): ConditionField['type'] | null {
  if (/^long$/i.test(cedar)) return 'number'
  if (/^string$/i.test(cedar)) return 'text'
  return /^bool(ean)?$/i.test(cedar) ? 'flag' : null
}

function fieldOf(
  t: Translate<'boundary'>,
  language: SaidIn,
  path: string,
  type: ConditionField['type'],
  actions: readonly string[],
  catalogue: CatalogueJson,
): ConditionField {
  const [root, name = ''] = path.split('.')
  if (root === 'resource') {
    const values = catalogue.resources.map((resource) =>
      name === 'environment' ? resource.environment : name === 'sensitivity' ? resource.sensitivity : resource.kind,
    )
    const known = RESOURCE_FIELDS.find((field) => field === name)
    return {
      path,
      label: known === undefined ? path : t(`condition.resource.${known}`),
      type,
      format: 'code',
      options: [...new Set(values)],
    }
  }
  if (root !== 'params') {
    const phrase = factPhrasesIn(language)[path]
    return {
      path,
      label: phrase?.text ?? path,
      type,
      format: phrase?.format ?? (type === 'number' ? 'integer' : 'text'),
      options: Object.keys(phrase?.values ?? {}),
    }
  }
  const types = catalogue.action_types.filter((candidate) => actions.includes(candidate.name))
  const label = types.flatMap((candidate) => candidate.param_labels).find((candidate) => candidate.name === name)
  return {
    path,
    label: label?.label ?? name,
    type,
    format: label?.format ?? (type === 'number' ? 'integer' : 'text'),
    options: [...new Set(types.flatMap((candidate) => enumOf(candidate.params_schema, name)))],
  }
}

function enumOf(schema: unknown, name: string): string[] {
  const properties = record(record(schema)?.properties)
  const values = record(properties?.[name])?.enum
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

/** A number of a condition as it is typed: money in whole units with two decimals, everything else as it is. */
export function typedNumber(value: number, format: ParamFormat): string {
  return format === 'money' ? (value / 100).toFixed(2) : String(value)
}

/** What was typed as the number that the rule compares with; null while it is none. `1.240,00` is refused, not guessed. */
export function readNumber(text: string, format: ParamFormat): number | null {
  const plain = text
    .trim()
    .replace(/^[€$£]\s*/, '')
    .replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
  if (format === 'money') {
    if (!/^-?\d{1,13}(\.\d{1,2})?$/.test(plain)) return null
    const [whole = '0', cents = ''] = plain.replace('-', '').split('.')
    const minor = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
    return plain.startsWith('-') ? -minor : minor
  }
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : null
}

/** A duration of a rule (`10m`) as number and unit; null for one that is not written so. */
export function readDuration(text: string): { count: string; unit: DurationUnit } {
  const match = /^(\d+)(s|m|h|d)$/.exec(text)
  return match
    ? { count: match[1] ?? '', unit: UNITS.find((unit) => unit === match[2]) ?? 'm' }
    : { count: '', unit: 'm' }
}
export const UNITS = ['s', 'm', 'h', 'd'] as const
type DurationUnit = (typeof UNITS)[number]
