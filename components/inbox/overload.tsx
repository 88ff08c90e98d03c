'use client'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Banner } from '@/components/ui/strip'
import { CROWD } from '@/lib/core/inbox/pace'
import type { InboxPage } from '@/lib/inbox/schema'

/** Said when there is more than one person can read well: how many will be over at their pace, and a way to pass them on. */
export function Overload({ page, onPass }: { page: InboxPage; onPass: (count: number) => void }) {
  const t = useTranslations('inbox.overload')
  const { late } = page.pace
  const crowd = page.counts.mine > CROWD
  if (!crowd && late === 0) return null
  const count = late > 0 ? late : page.counts.mine - CROWD
  return (
    <div data-testid="overload">
      <Banner
        tone="warn"
        action={
          <Button size="sm" onClick={() => onPass(count)} data-testid="overload-pass">
            {t('pass', { count })}
          </Button>
        }
      >
        {late > 0 ? t('late', { count: late }) : t('crowd', { count: page.counts.mine })}
      </Banner>
    </div>
  )
}
