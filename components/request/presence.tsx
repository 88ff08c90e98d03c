'use client'
import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { presenceOptions, sayPresent } from '@/lib/presence/client'

const BEAT_MS = 15_000

/** Says that this page has the request open, for as long as it is in sight, and asks who else has. */
function usePresence(requestId: string): string[] {
  const { data } = useQuery(presenceOptions(requestId))
  useEffect(() => {
    const connection = crypto.randomUUID()
    const say = () => sayPresent(requestId, connection, !document.hidden)
    say()
    const beat = setInterval(() => document.hidden || say(), BEAT_MS)
    document.addEventListener('visibilitychange', say)
    return () => {
      clearInterval(beat)
      document.removeEventListener('visibilitychange', say)
      sayPresent(requestId, connection, false)
    }
  }, [requestId])
  return (data?.people ?? []).map(({ name }) => name)
}

/** "Tom Ek is reading this": so that two people do not do the same work. */
export function Presence({ requestId }: { requestId: string }) {
  const t = useTranslations('request.presence')
  const { list } = useFormat()
  const names = usePresence(requestId)
  if (names.length === 0) return null
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 text-12 text-fg-2" data-testid="presence">
      <Eye className="size-3.5 flex-none" aria-hidden="true" />
      <span className="truncate">
        {names.length <= 2
          ? t('few', { count: names.length, names: list(names) })
          : t('many', { name: names[0] ?? '', others: names.length - 1 })}
      </span>
    </span>
  )
}
