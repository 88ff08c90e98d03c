'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Banner } from '@/components/ui/strip'
import { CROWD } from '@/lib/core/inbox/pace'
import type { InboxPage } from '@/lib/inbox/schema'

/**
 * Said when there is more than one person can read well: how many will be over at their pace, and a way to pass them on. While
 * new requests wait behind their pill it stays as it is: a banner that came by itself would move every row.
 */
export function Overload({
  page: latest,
  held,
  onPass,
}: {
  page: InboxPage
  held: boolean
  onPass: (count: number) => void
}) {
  const t = useTranslations('inbox.overload')
  const [page, setPage] = useState(latest)
  if (!held && page !== latest) setPage(latest)
  const { late } = page.pace
  const crowd = page.counts.mine > CROWD
  if (!crowd && late === 0) return null
  const count = late > 0 ? late : page.counts.mine - CROWD
  return (
    <div data-testid="overload">
      <Banner
        tone="warn"
        action={
          <Button
            size="sm"
            // As wide for 9 as for 10,000, and read from the same place.
            className="min-w-36 justify-start"
            onClick={() => onPass(count)}
            data-testid="overload-pass"
          >
            {t('pass', { count })}
          </Button>
        }
      >
        {late > 0 ? t('late', { count: late }) : t('crowd', { count: page.counts.mine })}
      </Banner>
    </div>
  )
}
