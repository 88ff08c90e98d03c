'use client'
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Ago } from '@/components/ui/time'
import type { AuditPage } from '@/lib/audit/schema'

const LATE_SECONDS = 10

/** The signed head of the log: how many entries it covers, its root, and what it does not cover yet. */
export function CheckpointCard({ page }: { page: AuditPage | undefined }) {
  const t = useTranslations('audit.checkpoint')
  const checkpoint = page?.checkpoint
  const lag = page?.lag
  const late = lag !== undefined && lag.entries > 0 && lag.seconds > LATE_SECONDS
  return (
    <section
      aria-label={t('label')}
      data-testid="checkpoint"
      className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-1 border-line border-b bg-panel px-6 py-2 text-13 max-tablet:px-4"
    >
      {checkpoint ? (
        <>
          <span className="inline-flex items-center gap-2">
            <ShieldCheck className="size-4 text-ok" aria-hidden="true" />
            <b className="font-medium">{t('size', { size: checkpoint.size })}</b>
          </span>
          <span className="text-fg-2">{t.rich('signed', { at: () => <Ago at={checkpoint.signed_at} /> })}</span>
          <code className="min-w-0 truncate text-12 text-fg-3 max-tablet:hidden" title={checkpoint.root}>
            {t('root', { root: checkpoint.root })}
          </code>
        </>
      ) : (
        <span className="text-fg-2">{page ? t('none') : ' '}</span>
      )}
      {lag ? (
        <span className={late ? 'ms-auto inline-flex items-center gap-1.5 text-warn' : 'ms-auto text-12 text-fg-3'}>
          {late ? <TriangleAlert className="size-3.5" aria-hidden="true" /> : null}
          {lag.entries === 0 ? t('covered') : t('behind', { count: lag.entries, seconds: Math.round(lag.seconds) })}
        </span>
      ) : null}
    </section>
  )
}
