'use client'
import { clsx } from 'clsx'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/strip'
import { useConnection } from './connection'

const DOT = { live: 'bg-ok', reconnecting: 'bg-warn', offline: 'bg-danger' }

/** A dot and a word: is what stands here up to date? */
export function ConnectionDot() {
  const t = useTranslations('shell.connection')
  const connection = useConnection()
  return (
    <span
      data-testid="connection-dot"
      data-state={connection}
      className="inline-flex items-center gap-1.5 whitespace-nowrap text-12 text-fg-2"
    >
      <span className={clsx('size-[7px] rounded-full', DOT[connection])} aria-hidden="true" />
      {t(connection)}
    </span>
  )
}

/** Offline says so at once, because a decision cannot be sent; a stream that is away is worth a word after 30 seconds. */
export function ConnectionBanner() {
  const t = useTranslations('shell.connection')
  const connection = useConnection()
  const [long, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    if (connection === 'live') return
    const timer = setTimeout(() => setLong(true), 30_000)
    return () => clearTimeout(timer)
  }, [connection])
  if (connection === 'offline') return <Banner tone="warn">{t('offlineNote')}</Banner>
  return long ? <Banner tone="warn">{t('paused')}</Banner> : null
}
