'use client'
import { useTranslations } from 'use-intl'
import { LevelTag } from '@/components/request/level'
import { HiddenText } from '@/components/ui/hidden-text'
import type { BatchView } from '@/lib/batches/schema'

/** What all of them are, said once: the action, the level, the version, and every field that does not differ. */
export function BatchHead({ view }: { view: BatchView }) {
  const t = useTranslations('batch.head')
  return (
    <section aria-label={t('label')} className="border-line border-b px-4 pt-3 pb-3 tablet:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="text-20 tracking-[-0.015em]">
          {t.rich('what', {
            count: view.rows.length,
            title: () => <HiddenText>{view.action.title}</HiddenText>,
            quiet: (words) => <span className="text-fg-3">{words}</span>,
          })}
        </h2>
        <LevelTag level={view.level} />
        <span className="text-12 text-fg-3">
          {t('boundary', { workflow: view.workflow.title, version: `${view.boundary_version}` })}
        </span>
      </div>
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-13" data-testid="batch-common">
        {view.common.map(({ label, value }) => (
          <div key={label} className="flex min-w-0 gap-1.5">
            <dt className="text-fg-3">{label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">
              <HiddenText>{value}</HiddenText>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** What does not belong, and why: each is decided by itself. */
export function Apart({ view }: { view: BatchView }) {
  const t = useTranslations('batch.apart')
  if (view.apart.length === 0) return null
  return (
    <section aria-label={t('label')} className="border-line border-b px-4 py-3 tablet:px-6" data-testid="batch-apart">
      <h3 className="text-13 text-fg-2">{t('count', { count: view.apart.length })}</h3>
      <ul className="mt-1 grid gap-1 text-13">
        {view.apart.map(({ item, why }) => (
          <li key={item.id} className="flex flex-wrap gap-x-3">
            <a className="link" href={`/inbox/${item.id}`}>
              <HiddenText>{item.title}</HiddenText>
            </a>
            <span className="text-fg-3">
              <HiddenText>{why}</HiddenText>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
