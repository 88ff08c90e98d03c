'use client'
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { auditKeys } from '@/lib/audit/client'
import { grantKeys } from '@/lib/grants/client'
import { noteServerTime } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'
import { peopleKeys } from '@/lib/people/client'
import { presenceKeys } from '@/lib/presence/client'
import { setConnection } from './connection'

const POLL_MS = 10_000
const RETRY_MS = [1_000, 2_000, 5_000, 10_000]
/** A burst of changes is one refresh: the first at once, the rest together. */
const BURST_MS = 250

/** Which answers a change makes old. */
function staleKeys(kind: string, id: string): QueryKey[] {
  switch (kind) {
    case 'request':
      return [inboxKeys.pages, inboxKeys.row(id), inboxKeys.request(id)]
    case 'grant':
      // The request page and the receipt show their grant as it lives.
      return [grantKeys.all, inboxKeys.all, peopleKeys.me]
    case 'log':
      return [auditKeys.pages]
    case 'session':
      return [peopleKeys.me, peopleKeys.sessions]
    case 'config':
      // Clients of a noun keep everything under the noun's name.
      return [[id], peopleKeys.me]
    case 'presence':
      return [presenceKeys.of(id)]
    case 'notice':
      return [['notices'], peopleKeys.me]
    default:
      return []
  }
}

/** Counts beside it, which nobody waits for: what changed itself is asked for first, and answered sooner. */
const LATER_MS = 100
function laterKeys(kind: string): QueryKey[] {
  return kind === 'request' ? [inboxKeys.splits, peopleKeys.me] : []
}

/** Marks keys old, at most once per key and `BURST_MS`. */
function makeInvalidator(queryClient: QueryClient) {
  const waiting = new Map<string, { key: QueryKey; again: boolean }>()
  function invalidate(key: QueryKey): void {
    const name = JSON.stringify(key)
    const running = waiting.get(name)
    if (running !== undefined) {
      running.again = true
      return
    }
    const entry = { key, again: false }
    waiting.set(name, entry)
    void queryClient.invalidateQueries({ queryKey: key }, { cancelRefetch: true })
    setTimeout(() => {
      waiting.delete(name)
      if (entry.again) invalidate(key)
    }, BURST_MS)
  }
  return invalidate
}

/**
 * One stream of changes for the whole console. While it is down, everything on the page is asked for again every ten
 * seconds, and the stream is tried again with growing pauses.
 */
export function useLiveUpdates(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    const invalidate = makeInvalidator(queryClient)
    let source: EventSource | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let closed = false

    function up(): void {
      if (failures > 0) void queryClient.invalidateQueries()
      failures = 0
      setConnection('live')
    }
    function down(): void {
      setConnection(navigator.onLine ? 'reconnecting' : 'offline')
      // The browser reconnects by itself after a broken connection, but not after an answer that was no stream.
      if (closed || source?.readyState !== EventSource.CLOSED) {
        failures = Math.max(failures, 1)
        return
      }
      clearTimeout(retry)
      retry = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)])
      failures++
    }
    function connect(): void {
      source?.close()
      source = new EventSource('/api/console/events')
      source.onopen = up
      source.onerror = down
      source.addEventListener('hello', (event) => {
        const { server_now } = JSON.parse(event.data)
        noteServerTime(String(server_now))
        up()
      })
      source.addEventListener('changed', (event) => {
        const { kind, id } = JSON.parse(event.data)
        for (const key of staleKeys(String(kind), String(id))) invalidate(key)
        const later = laterKeys(String(kind))
        if (later.length > 0) setTimeout(() => later.forEach(invalidate), LATER_MS)
      })
      source.addEventListener('reset', () => void queryClient.invalidateQueries())
    }

    connect()
    const poll = setInterval(() => {
      if (failures > 0 && navigator.onLine && !document.hidden) void queryClient.invalidateQueries()
    }, POLL_MS)
    const offline = () => {
      failures = Math.max(failures, 1)
      setConnection('offline')
    }
    window.addEventListener('offline', offline)
    window.addEventListener('online', connect)
    return () => {
      closed = true
      clearTimeout(retry)
      clearInterval(poll)
      window.removeEventListener('offline', offline)
      window.removeEventListener('online', connect)
      source?.close()
    }
  }, [queryClient])
}
