'use client'
import { useQuery } from '@tanstack/react-query'
import { PhoneCall } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useClock } from '@/components/ui/clock'
import { myOnCallOptions } from '@/lib/rota/client'
import type { MyOnCall } from '@/lib/rota/schema'
import { untilWords } from './when'

/** In the top bar, while this person is on call: until when, the soonest end first. Nothing else takes its place. */
export function OnCallChip() {
  const { data } = useQuery(myOnCallOptions())
  const mine = data?.teams.filter((team) => team.is_me || team.i_stand_in) ?? []
  const first = [...mine].sort((a, b) => (a.until ?? '9').localeCompare(b.until ?? '9'))[0]
  return first ? <Chip first={first} mine={mine} /> : null
}

type Mine = MyOnCall['teams'][number]

function Chip({ first, mine }: { first: Mine; mine: readonly Mine[] }) {
  const t = useTranslations('rota.chip')
  const format = useFormat()
  const when = useClock((now) => (first.until === null ? '' : untilWords(format, first.until, now)))
  const title = mine
    .map(({ is_me, team, person }) => {
      if (is_me) return team.title
      return person ? t('for', { team: team.title, name: person.name }) : t('forSomebody', { team: team.title })
    })
    .join(' · ')
  const b = (words: ReactNode) => <b className="font-medium text-fg">{words}</b>
  const until = (words: ReactNode) => <span>{words}</span>
  const what = first.is_me ? 'onCall' : 'standingIn'
  return (
    <Link
      href="/settings/on-call"
      title={title}
      data-testid="on-call-chip"
      className="inline-flex h-[26px] items-center gap-1.5 whitespace-nowrap rounded-full border border-line bg-panel px-2.5 text-12 text-fg-2 hover:border-line-strong max-desk:[&>span>span]:hidden max-tablet:hidden"
    >
      <PhoneCall className="size-3.5" aria-hidden="true" />
      <span>
        {first.until === null ? t.rich(what, { b }) : t.rich(`${what}Until`, { b, until, when })}
        <span className="sr-only">, {title}</span>
      </span>
    </Link>
  )
}
