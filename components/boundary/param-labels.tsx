'use client'
import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/field'
import type { Json } from '@/lib/core/canonical/json'
import type { ActionTypeJson } from '@/lib/core/catalogue/catalogue'
import { jsonObject } from './json-field'

const FORMATS = ['text', 'code', 'money', 'integer', 'boolean', 'duration_seconds', 'bytes', 'list', 'json'] as const

/** A param that the schema no longer has keeps no label: nothing on this sheet could take it away. */
export function labelsWithin(type: ActionTypeJson, schema: Json): ActionTypeJson['param_labels'] {
  const names = paramNames(schema)
  return type.param_labels.filter(({ name }) => names.includes(name))
}

function paramNames(schema: Json): string[] {
  return Object.keys(jsonObject(jsonObject(schema)?.properties ?? null) ?? {})
}

/** A label and a format for each param of the schema: how its value is written out for people. */
export function ParamLabels({
  type,
  write,
  disabled,
}: {
  type: ActionTypeJson
  write: (change: Partial<ActionTypeJson>) => void
  disabled: boolean
}) {
  const t = useTranslations('boundary')
  const names = paramNames(type.params_schema)
  const labelOf = (name: string) =>
    type.param_labels.find((label) => label.name === name) ?? { name, label: name, format: 'text' as const }
  const set = (name: string, change: Partial<ActionTypeJson['param_labels'][number]>) =>
    write({ param_labels: names.map((one) => (one === name ? { ...labelOf(one), ...change } : labelOf(one))) })
  if (names.length === 0) return null
  return (
    <table className="mt-3 w-full text-13">
      <caption className="sr-only">{t('params.caption')}</caption>
      <thead>
        <tr className="text-start text-12 text-fg-3 [&>th]:pe-2 [&>th]:pb-1 [&>th]:text-start [&>th]:font-medium">
          <th scope="col">{t('params.param')}</th>
          <th scope="col">{t('params.label')}</th>
          <th scope="col">{t('params.format')}</th>
          <th scope="col">{t('params.currencyFrom')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const label = labelOf(name)
          return (
            <tr key={name} className="[&>*]:pe-2 [&>*]:pb-1.5">
              <th scope="row" className="machine text-start font-normal">
                {name}
              </th>
              <td>
                <input
                  aria-label={t('params.labelOf', { name })}
                  className="field min-h-[30px] px-2 py-1 text-13!"
                  value={label.label}
                  maxLength={80}
                  disabled={disabled}
                  onChange={(event) => set(name, { label: event.target.value })}
                />
              </td>
              <td>
                <Select
                  aria-label={t('params.formatOf', { name })}
                  value={label.format}
                  disabled={disabled}
                  onChange={(event) =>
                    set(name, { format: FORMATS.find((one) => one === event.target.value) ?? 'text' })
                  }
                >
                  {FORMATS.map((one) => (
                    <option key={one} value={one}>
                      {t(`params.formats.${one}`)}
                    </option>
                  ))}
                </Select>
              </td>
              <td>
                {label.format === 'money' ? (
                  <Select
                    aria-label={t('params.currencyOf', { name })}
                    value={label.currency_param ?? ''}
                    disabled={disabled}
                    onChange={(event) =>
                      set(name, { currency_param: event.target.value === '' ? undefined : event.target.value })
                    }
                  >
                    <option value="">{t('none')}</option>
                    {names
                      .filter((other) => other !== name)
                      .map((other) => (
                        <option key={other}>{other}</option>
                      ))}
                  </Select>
                ) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
