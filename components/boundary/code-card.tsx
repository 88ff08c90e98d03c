import { useTranslations } from 'use-intl'
import { Digest } from '@/components/ui/digest'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import type { WorkflowView } from '@/lib/boundaries/schema-views'
import { Card } from './card'

/** Whether what is in force is what the repository says. */
export function CodeCard({ view }: { view: WorkflowView }) {
  const t = useTranslations('boundary')
  const { code, drift } = view
  if (code === null) return null
  return (
    <Card title={t('code.title')}>
      <div className="grid gap-2 px-5 py-3 text-13" data-testid="code-card" data-drift={drift}>
        {drift === 'drifted' ? (
          <Strip tone="warn">{t('code.drifted')}</Strip>
        ) : (
          <Strip tone="ok">{t('code.same')}</Strip>
        )}
        <dl className="grid gap-1.5">
          <div>
            <dt className="text-12 text-fg-3">{t('code.seen')}</dt>
            <dd>
              {t.rich('code.seenBy', {
                pipeline: code.pipeline,
                ago: () => <Ago at={code.seen_at} />,
                machine: (name) => <span className="machine">{name}</span>,
              })}
            </dd>
          </div>
          <div>
            <dt className="text-12 text-fg-3">{t('code.at')}</dt>
            <dd className="machine [overflow-wrap:anywhere]">{code.ref}</dd>
          </div>
          <div>
            <dt className="text-12 text-fg-3">{t('code.digest')}</dt>
            <dd>
              <Digest value={code.digest} short />
            </dd>
          </div>
          {drift === 'drifted' ? (
            <div>
              <dt className="text-12 text-fg-3">{t('code.active')}</dt>
              <dd>
                <Digest value={code.active_digest} short />
              </dd>
            </div>
          ) : null}
        </dl>
      </div>
    </Card>
  )
}
