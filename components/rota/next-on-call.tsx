'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useClock } from '@/components/ui/clock'
import { myOnCallOptions } from '@/lib/rota/client'
import { untilWords } from './when'

/** Who is next, for an empty inbox: "Next on call: Tom Ek, Mon 30 Nov, 09:00 UTC." Nothing where no team of mine has a rota. */
export function NextOnCall() {
  const { data } = useQuery(myOnCallOptions())
  const next = [...(data?.teams ?? [])]
    .flatMap(({ until, next: person, team }) => (until && person ? [{ until, person, team }] : []))
    .sort((a, b) => a.until.localeCompare(b.until))[0]
  return next ? <Line at={next.until} name={next.person.name} team={next.team.title} /> : null
}

function Line({ at, name, team }: { at: string; name: string; team: string }) {
  const t = useTranslations('rota')
  const format = useFormat()
  const when = useClock((now) => untilWords(format, at, now))
  return (
    <span data-testid="next-on-call" className="block">
      {t('nextLine', { team, name, when })}
    </span>
  )
}
