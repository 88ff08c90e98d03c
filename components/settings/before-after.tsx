import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'

/** One line of a change: what holds now, and what would. Words and an arrow, no colour. */
export function BeforeAfter({ label, before, after }: { label?: string; before: string; after: string }) {
  const t = useTranslations('words.change')
  const hidden = (words: ReactNode) => <span className="sr-only">{words}</span>
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-13" data-testid="before-after">
      {label ? <span className="text-fg-3">{label}</span> : null}
      <span className="text-fg-2 line-through decoration-fg-3 [overflow-wrap:anywhere]">
        {t.rich('before', { hidden, text: before || t('nothing') })}
      </span>
      <ArrowRight className="size-3.5 flex-none translate-y-0.5 text-fg-3 rtl:-scale-x-100" aria-hidden="true" />
      <span className="font-medium [overflow-wrap:anywhere]">
        {t.rich('after', { hidden, text: after || t('nothing') })}
      </span>
    </p>
  )
}
