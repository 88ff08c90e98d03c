'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { InboxPage } from '@/lib/inbox/schema'

/** "14 waiting · 2 due in under 10 min" */
export function Summary({ counts }: { counts: InboxPage['counts'] | undefined }) {
  const t = useTranslations('inbox.summary')
  if (counts === undefined) return null
  return (
    <p className="whitespace-nowrap text-13 text-fg-2 max-tablet:hidden">
      {counts.due_soon > 0
        ? t.rich('due', { mine: counts.mine, due: counts.due_soon, b: bold })
        : t.rich('decided', { mine: counts.mine, decided: counts.decided_today, b: bold })}
    </p>
  )
}

const bold = (words: ReactNode) => <b className="font-medium text-fg">{words}</b>
