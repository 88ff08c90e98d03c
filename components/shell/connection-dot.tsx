'use client'
import { clsx } from 'clsx'
import { useEffect, useState } from 'react'
import { Banner } from '@/components/ui/strip'
import { useConnection } from './connection'

const WORDS = { live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline' }
const DOT = { live: 'bg-ok', reconnecting: 'bg-warn', offline: 'bg-danger' }

/** A dot and a word: is what stands here up to date? */
export function ConnectionDot() {
  const connection = useConnection()
  return (
    <span
      data-testid="connection-dot"
      data-state={connection}
      className="inline-flex items-center gap-1.5 whitespace-nowrap text-12 text-fg-2"
    >
      <span className={clsx('size-[7px] rounded-full', DOT[connection])} aria-hidden="true" />
      {WORDS[connection]}
    </span>
  )
}

/** Offline says so at once, because a decision cannot be sent; a stream that is away is worth a word after 30 seconds. */
export function ConnectionBanner() {
  const connection = useConnection()
  const [long, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    if (connection === 'live') return
    const timer = setTimeout(() => setLong(true), 30_000)
    return () => clearTimeout(timer)
  }, [connection])
  if (connection === 'offline') return <Banner tone="warn">You’re offline. Decisions are never queued.</Banner>
  return long ? <Banner tone="warn">Live updates paused — countdowns stay correct</Banner> : null
}
