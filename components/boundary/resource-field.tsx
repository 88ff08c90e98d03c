'use client'
import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/field'
import type { RuleForm as Form } from '@/lib/core/boundary/analysis'
import { useDeskState } from './use-desk'

/** What a rule's action may touch: anything, whatever is in an environment, or exactly one. */
export function ResourceField({
  form,
  write,
  disabled,
}: {
  form: Form
  write: (change: Partial<Form>) => void
  disabled: boolean
}) {
  const t = useTranslations('boundary')
  const catalogue = useDeskState((state) => state.catalogue)
  const environments = [...new Set(catalogue.resources.map((resource) => resource.environment))]
  const { resource } = form
  const value = resource.kind === 'any' ? 'any' : resource.kind === 'exact' ? 'exact' : `env:${resource.environment}`
  return (
    <>
      <Select
        aria-label={t('form.resource')}
        value={value}
        disabled={disabled}
        className="max-w-full text-12!"
        onChange={(event) => {
          const next = event.target.value
          if (next === 'any') write({ resource: { kind: 'any' } })
          else if (next === 'exact') write({ resource: { kind: 'exact', id: catalogue.resources[0]?.pattern ?? '' } })
          else write({ resource: { kind: 'environment', environment: next.slice('env:'.length) } })
        }}
      >
        <option value="any">{t('resourceField.anything')}</option>
        {resource.kind === 'environment' && !environments.includes(resource.environment) ? (
          <option value={value}>{t('resourceField.within', { environment: resource.environment })}</option>
        ) : null}
        {environments.map((environment) => (
          <option key={environment} value={`env:${environment}`}>
            {t('resourceField.within', { environment })}
          </option>
        ))}
        <option value="exact">{t('resourceField.exactlyOne')}</option>
      </Select>
      {resource.kind === 'exact' ? (
        <input
          aria-label={t('resourceField.exact')}
          className="field machine min-h-[30px] min-w-0 flex-1 px-2 py-1"
          value={resource.id}
          disabled={disabled}
          onChange={(event) => write({ resource: { kind: 'exact', id: event.target.value } })}
        />
      ) : null}
    </>
  )
}
