import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { HiddenText } from '@/components/ui/hidden-text'
import { Ago } from '@/components/ui/time'
import type { RequestView } from '@/lib/inbox/schema'
import { QuorumCount } from './quorum'

/** Under the sentence: where, which workflow, for whom, when. */
export function SubLine({ view, compact = false }: { view: RequestView; compact?: boolean }) {
  const t = useTranslations('request.sub')
  const { list } = useFormat()
  const { presentation, item } = view
  const principals = presentation.principals.map((person) => person.name)
  return (
    <>
      <p className={compact ? 'mt-0.5 text-13 text-fg-2' : 'mt-1 text-fg-2 max-tablet:text-13'}>
        <HiddenText>{presentation.resource.title}</HiddenText> · {presentation.workflow.title} ·{' '}
        {principals.length > 0
          ? t('for', { names: list(principals) })
          : t('sponsor', { name: presentation.sponsor.name })}{' '}
        · {t.rich('asked', { ago: () => <Ago at={item.created_at} /> })}
        {view.previous ? <> · {t('before')}</> : null}
      </p>
      {compact ? null : (
        <p className="mt-3 flex items-center gap-4 tablet:hidden">
          <QuorumCount needed={item.quorum.needed} given={item.quorum.given} words />
          <span className="font-medium font-mono text-13 tracking-[0.02em]">{item.code}</span>
        </p>
      )}
    </>
  )
}
