import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { ActionTitle } from '@/components/request/action-sentence'
import { CodeBlock } from '@/components/ui/code-block'
import { type ActionTypeJson, type CatalogueJson, readActionType } from '@/lib/core/catalogue/catalogue'
import { titleParts } from '@/lib/core/presentation/title'

/** What a version is written for, to read: actions, resources and who takes part. */
export function CatalogueView({ catalogue }: { catalogue: CatalogueJson }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const machine = (names: ReactNode) => <span className="machine">{names}</span>
  return (
    <div className="grid gap-4 px-5 py-4 max-tablet:px-4">
      <section aria-label={t('catalogue.actionTypes')}>
        <h3 className="text-13">{t('catalogue.actionTypes')}</h3>
        <ul>
          {catalogue.action_types.map((type) => (
            <li key={type.name} className="border-line border-b py-2">
              <details>
                <summary className="min-h-6 text-13">
                  <span className="font-medium">{type.title}</span>{' '}
                  <span className="machine text-fg-3">{type.name}</span>
                </summary>
                <ActionTypeFacts type={type} />
              </details>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t('catalogue.resources')}>
        <h3 className="text-13">{t('catalogue.resources')}</h3>
        <ul>
          {catalogue.resources.map((resource) => (
            <li key={`${resource.kind} ${resource.pattern}`} className="border-line border-b py-1.5 text-13">
              <span className="machine">{resource.pattern}</span> <span className="text-fg-2">{resource.title}</span>
              <span className="block text-12 text-fg-3">
                {t('catalogue.sensitivity', {
                  environment: resource.environment,
                  sensitivity: resource.sensitivity,
                })}
                {Object.entries(resource.facts).map(([label, value]) => ` · ${label}: ${value}`)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t('catalogue.who')} className="text-13">
        <h3 className="text-13">{t('catalogue.who')}</h3>
        {(['agents', 'executors', 'runtimes'] as const).map((kind) => (
          <p key={kind} className="text-fg-2">
            {t.rich(`catalogue.${kind}`, { names: format.list(catalogue[kind]) || t('none'), machine })}
          </p>
        ))}
      </section>
    </div>
  )
}

function ActionTypeFacts({ type }: { type: ActionTypeJson }) {
  const t = useTranslations('boundary')
  const { risk_facts: risk, example } = type
  return (
    <div className="mt-1 grid gap-2 text-12 text-fg-2">
      <p>
        {t.rich('catalogue.readsAs', {
          sentence: () => <ActionTitle parts={titleParts(readActionType(type), example.params, example.resource)} />,
        })}
      </p>
      <p>
        {t('catalogue.risk', {
          reversible: risk.reversible ? 'yes' : 'no',
          undo: risk.undo,
          money: risk.money ? 'yes' : 'no',
          data: risk.data_class,
        })}
      </p>
      <CodeBlock label={t('catalogue.schemaOf', { name: type.name })} className="max-h-60">
        {JSON.stringify(type.params_schema, null, 2)}
      </CodeBlock>
    </div>
  )
}
