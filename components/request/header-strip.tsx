'use client'
import { ChevronLeft, Link2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Triage } from '@/components/triage/use-triage'
import { Button } from '@/components/ui/button'
import { Countdown } from '@/components/ui/countdown'
import type { RequestView } from '@/lib/inbox/schema'
import type { SheetName } from './decision-panel'
import { StandingNote } from './decision-panel'
import type { Desk } from './desk'
import { LevelTag } from './level'
import { Presence } from './presence'
import { RevisionPicker } from './revision-picker'
import { StateChip } from './state-chip'

const MoreChoices = dynamic(() => import('./more-choices').then((module) => module.MoreChoices), { ssr: false })

/** State, level, code and time left: always in sight, under the top bar. */
export function HeaderStrip({ view, onCopyLink }: { view: RequestView; onCopyLink: () => void }) {
  const t = useTranslations('request')
  const { item } = view
  return (
    <section
      aria-label={t('strip.label')}
      className="sticky top-(--top) z-[15] flex h-11 items-center gap-3 whitespace-nowrap border-line border-b bg-page px-6 text-13 max-tablet:top-0 max-tablet:h-12 max-tablet:px-4"
    >
      <Link href="/inbox" className="-ms-1 inline-flex min-h-11 items-center gap-0.5 text-fg-2 tablet:hidden">
        <ChevronLeft className="size-4" aria-hidden="true" />
        {t('inbox')}
      </Link>
      <StateChip state={item.status} className="max-tablet:hidden" />
      <LevelTag
        level={item.level}
        quorum={item.quorum.needed}
        className="max-tablet:ms-auto max-tablet:[&>span]:hidden"
      />
      <span className="font-medium font-mono tracking-[0.02em] max-tablet:hidden">{item.code}</span>
      <RevisionPicker view={view} />
      <span className="ms-auto flex min-w-0 items-center gap-4 max-tablet:ms-0">
        {item.status === 'pending' ? (
          <span className="flex min-w-0 max-wide:hidden">
            <Presence requestId={item.id} />
          </span>
        ) : null}
        <button
          type="button"
          onClick={onCopyLink}
          className="inline-flex min-h-8 items-center gap-2 font-medium text-fg-2 hover:text-fg max-tablet:hidden"
        >
          <Link2 className="size-4" aria-hidden="true" />
          {t('strip.copyLink')}
        </button>
        {item.status === 'pending' ? (
          <Countdown
            from={item.created_at}
            to={item.expires_at}
            of="left"
            until
            barClassName="max-tablet:absolute max-tablet:inset-x-0 max-tablet:-bottom-px max-tablet:rounded-none"
          />
        ) : (
          <StateChip state={item.status} className="tablet:hidden" />
        )}
      </span>
    </section>
  )
}

/** Phones: the decision under the thumb. The sheet behind "Review & approve" repeats everything. */
export function PhoneFoot({ desk, triage }: { desk: Desk; triage: Triage }) {
  const t = useTranslations('request')
  const [more, setMore] = useState(false)
  if (!desk.standing.decide) return null
  const pick = (sheet: SheetName) => {
    setMore(false)
    desk.show(sheet)
  }
  return (
    <section
      aria-label={t('keys.decide')}
      className="fixed inset-x-0 bottom-0 z-30 border-line-strong border-t bg-panel px-4 pt-2.5 pb-[calc(10px+env(safe-area-inset-bottom))] tablet:hidden print:hidden"
    >
      {desk.standing.approve ? null : (
        <div className="mb-2">
          <StandingNote standing={desk.standing} />
        </div>
      )}
      <div className="grid grid-cols-[1fr_1fr_2fr] gap-2">
        <Button size="lg" className="min-h-12! px-2!" onClick={() => desk.show('deny')} data-testid="deny-button-phone">
          {t('do.deny')}
        </Button>
        <Button size="lg" className="min-h-12! px-2!" onClick={() => setMore(true)}>
          {t('do.more')}
        </Button>
        <Button
          size="lg"
          look="primary"
          className="min-h-12! px-2!"
          disabled={!desk.standing.approve}
          onClick={() => desk.show('approve')}
          data-testid="approve-button-phone"
        >
          {t('do.review')}
        </Button>
      </div>
      {more ? <MoreChoices onPick={pick} triage={triage} onClose={() => setMore(false)} /> : null}
    </section>
  )
}
