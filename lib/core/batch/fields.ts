import type { Json } from '../canonical/json'
import type { ParamLabel } from '../directory'
import type { SaidIn } from '../language/said'
import { showValue } from '../presentation/format'
import { fieldLabels } from '../presentation/labels'
import type { Presentation } from '../presentation/presentation'
import { batchWords } from './explain'
import { type Cell, type Column, type Unusual, unusualIn } from './outliers'

/** A request of a batch, as far as its fields are compared: only what was shown, and what policy found remarkable. */
export type Compared = {
  presentation: Presentation
  params: { [name: string]: Json }
  signals: readonly { key: string; label: string }[]
}

export type BatchFields = {
  /** What is the same in all of them. */
  common: { label: string; value: string }[]
  /** What differs, in the order in which it is shown. */
  columns: Column[]
  /** "€8,420.00 in all, €80.00 to €1,240.00" or "12 different"; one for each column. */
  totals: string[]
}

/** The fields of a batch: those that all share, once, and those that differ, as columns (UX S4). Pure; of one action only. */
export function batchFields(items: readonly Compared[], labels: readonly ParamLabel[], language: SaidIn): BatchFields {
  const all = [...paramColumns(items, labels), ...factColumns(items, language)]
  const differs = ({ cells }: Column) => new Set(cells.map(({ shown }) => shown)).size > 1
  const columns = all.filter(differs)
  return {
    common: all.flatMap((column) => {
      const [first] = column.cells
      return differs(column) || first === undefined || first.shown === ''
        ? []
        : [{ label: column.label, value: first.shown }]
    }),
    columns,
    totals: columns.map((column) => totalOf(column, items, labels, language)),
  }
}

/**
 * What is unusual about each of them (see `unusualIn`): every field that differs, each signal for itself, and hidden
 * characters always, however many have them.
 */
export function oddities(
  items: readonly Compared[],
  { columns }: Pick<BatchFields, 'columns'>,
  language: SaidIn,
): Unusual[][] {
  const keys = new Map(items.flatMap(({ signals }) => signals.map(({ key, label }) => [key, label] as const)))
  const signals = [...keys].map(
    ([key, label]): Column => ({
      key: `(signal) ${key}`,
      label,
      cells: items.map((item) => ({
        shown: item.signals.some((signal) => signal.key === key) ? label : '',
        number: null,
      })),
    }),
  )
  const compared = columns.filter(({ key }) => key !== '(signals)' && key !== '(hidden)')
  const found = unusualIn([...compared, ...signals], items.length, language)
  for (const [at, { presentation }] of items.entries())
    if (presentation.hidden.count > 0)
      found[at]?.push({
        key: '(hidden)',
        label: fieldLabels[language].hidden,
        why: batchWords[language].hidden,
        weight: 2,
      })
  return found
}

function paramColumns(items: readonly Compared[], labels: readonly ParamLabel[]): Column[] {
  const order = new Map(labels.map(({ name }, at) => [name, at]))
  const names = [...new Set(items.flatMap(({ params }) => Object.keys(params)))].sort(
    (a, b) => (order.get(a) ?? labels.length) - (order.get(b) ?? labels.length) || (a < b ? -1 : 1),
  )
  return names.map((name) => {
    const pointer = `/params/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const shown = items.map(({ presentation }) => presentation.params.find((param) => param.pointer === pointer))
    return {
      key: name,
      label: labels.find((label) => label.name === name)?.label ?? name,
      cells: items.map(({ params }, at): Cell => {
        const value = Object.hasOwn(params, name) ? params[name] : undefined
        return { shown: shown[at]?.shown ?? '', number: typeof value === 'number' ? value : null }
      }),
    }
  })
}

function factColumns(items: readonly Compared[], language: SaidIn): Column[] {
  const labels = fieldLabels[language]
  const column = (key: keyof typeof labels, of: (item: Compared) => string): Column => ({
    key: `(${key})`,
    label: labels[key],
    cells: items.map((item) => ({ shown: of(item), number: null })),
  })
  return [
    column('resource', ({ presentation }) => presentation.resource.id),
    column('environment', ({ presentation }) => presentation.resource.environment),
    column('sensitivity', ({ presentation }) => presentation.resource.sensitivity),
    column('agent', ({ presentation }) => presentation.agent.slug),
    column('sponsor', ({ presentation }) => presentation.sponsor.name),
    column('principals', ({ presentation }) => presentation.principals.map(({ name }) => name).join(', ')),
    column('executor', ({ presentation }) => presentation.executor.slug),
    column('secret', ({ presentation }) => secretOf(presentation)),
    column('unlocks', ({ presentation }) => showValue(presentation.unlocks.seconds, 'duration_seconds')),
    column('hidden', ({ presentation }) => (presentation.hidden.count > 0 ? String(presentation.hidden.count) : '')),
    column('signals', ({ signals }) => signals.map(({ label }) => label).join(', ')),
  ]
}

function secretOf({ secret }: Presentation): string {
  return secret === null ? '' : `${secret.store} ${secret.path} ${[...secret.fields].sort().join(' ')}`
}

/** Sums only what can be added: amounts of one currency, and counts. */
function totalOf(
  { key, cells }: Column,
  items: readonly Compared[],
  labels: readonly ParamLabel[],
  language: SaidIn,
): string {
  const words = batchWords[language]
  const different = new Set(cells.map(({ shown }) => shown)).size
  const label = labels.find(({ name }) => name === key)
  const format = label?.format
  const numbers = cells.flatMap(({ number }) => (number === null ? [] : [number]))
  const currencies = new Set(
    items.map(({ params }) => (label?.currencyParam ? params[label.currencyParam] : undefined)),
  )
  const addable = format === 'money' ? currencies.size === 1 : format === 'integer' || format === 'bytes'
  const sum = numbers.reduce((total, number) => total + number, 0)
  if (!addable || format === undefined || numbers.length < cells.length || !Number.isSafeInteger(sum))
    return words.different(different)
  const [currency] = currencies
  const say = (value: number) => showValue(value, format, typeof currency === 'string' ? currency : undefined)
  return words.total(say(sum), say(Math.min(...numbers)), say(Math.max(...numbers)))
}
