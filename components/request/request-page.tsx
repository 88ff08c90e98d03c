'use client'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useShortcuts } from '@/components/shell/shortcuts'
import { TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Questions } from '@/components/triage/questions'
import { TriageBar } from '@/components/triage/triage-bar'
import { triageShortcuts, useTriage } from '@/components/triage/use-triage'
import { Button } from '@/components/ui/button'
import { useClock } from '@/components/ui/clock'
import { useExpired } from '@/components/ui/countdown'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Banner } from '@/components/ui/strip'
import { readSections } from '@/lib/core/decision/sections'
import { backgroundOptions, requestOptions } from '@/lib/inbox/client'
import type { RequestView } from '@/lib/inbox/schema'
import { ActionSentence } from './action-sentence'
import { Annex, annexSections } from './annex'
import { DecisionPanel } from './decision-panel'
import { Deed } from './deed'
import { DeskSheets, useDesk, useDeskShortcuts } from './desk'
import { HeaderStrip, PhoneFoot } from './header-strip'
import { NewerRevision } from './newer-revision'
import { RequestLoading, RequestTrouble } from './request-states'
import { type Say, useSay } from './say'
import { useSeen } from './seen'
import { SeenList } from './seen-list'
import { SubLine } from './sub-line'
import { useUndo } from './undo'

/** The heart: one request, read from the exact action down, decided on the right. */
export function RequestPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(requestOptions(id))
  // Asked for beside the request, so that what it is compared with is there when its sections are drawn.
  useQuery(backgroundOptions(id))
  if (data) return <Loaded key={id} view={data} />
  return (
    <>
      <TopBar className="max-tablet:hidden">
        <BackLink />
      </TopBar>
      <main id="main">
        {error ? <RequestTrouble id={id} error={error} onRetry={() => void refetch()} /> : <RequestLoading />}
      </main>
    </>
  )
}

function BackLink() {
  const t = useTranslations('request')
  return (
    <Link href="/inbox" className="-ms-1 inline-flex min-h-8 items-center gap-0.5 text-13 text-fg-2 hover:text-fg">
      <ChevronLeft className="size-4" aria-hidden="true" />
      {t('inbox')}
    </Link>
  )
}

function Loaded({ view }: { view: RequestView }) {
  const router = useRouter()
  const say = useSay()
  const { t } = say
  const desk = useDesk(view)
  const undo = useUndo(view)
  const evidence = useRef<HTMLDivElement>(null)
  // The exact action and the decision are on the screen first; what is read after them is drawn a moment later, below.
  const whole = useDeferredValue(true, false)
  const seen = useSeen(evidence, view.presentation_digest, readSections, whole)
  const sections = annexSections(say, view)
  const [folded, setFolded] = useState<Record<number, boolean>>({})
  const triageWords = useTranslations('triage')
  const triage = useTriage(view.item.can_decide ? [view.item.id] : [])
  const { position } = view
  const go = (to: string | null | undefined) => to && router.push(`/inbox/${to}`)
  useTitle(view.presentation.title)
  useDeadlineWords(say, view)
  const copy = () => void copyLink(say)
  useShortcuts([
    ...useDeskShortcuts(desk),
    ...triageShortcuts(triageWords, triage),
    { keys: 'z', label: t('keys.takeBack'), group: t('keys.decide'), run: undo.run, once: true },
    { keys: 'j', label: t('keys.next'), group: t('keys.move'), run: () => go(position?.next) },
    { keys: 'k', label: t('keys.previous'), group: t('keys.move'), run: () => go(position?.prev) },
    { keys: 'u', label: t('backToInbox'), group: t('keys.move'), run: () => router.push('/inbox') },
    { keys: 'Escape', label: t('backToInbox'), group: t('keys.move'), run: () => router.push('/inbox') },
    { keys: '.', label: t('keys.copyLink'), group: t('keys.move'), run: copy },
    ...[t('section.action'), ...sections.map((section) => section.title)].map((title, at) => ({
      keys: String(at + 1),
      label: title,
      group: t('keys.sections'),
      run: () => jump(at + 1, setFolded),
    })),
  ])
  return (
    <>
      <TopBar className="max-tablet:hidden">
        <BackLink />
        {position ? (
          <span className="inline-flex items-center gap-1 text-13 text-fg-3">
            {t('position', { index: position.index, total: position.total })} <Kbd className="ms-1">k</Kbd>
            <Kbd>j</Kbd>
          </span>
        ) : null}
      </TopBar>
      <HeaderStrip view={view} onCopyLink={copy} />
      <NewerRevision view={view} />
      {desk.changed ? (
        <Banner
          tone="warn"
          action={
            <Button size="sm" onClick={desk.lookAgain}>
              {t('readAgain')}
            </Button>
          }
        >
          {t('changed')}
        </Banner>
      ) : null}
      <main
        id="main"
        className="mx-auto grid max-w-[1216px] items-start gap-8 px-6 pt-6 pb-12 max-tablet:gap-4 max-tablet:px-0 max-tablet:pt-4 max-tablet:pb-28 wide:grid-cols-[minmax(0,1fr)_320px]"
      >
        <div ref={evidence} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5 max-tablet:gap-4">
          <header className="px-4 tablet:px-8">
            {view.me.asked_because ? (
              <p className="mb-1.5 text-13 text-fg-3 max-tablet:hidden">{view.me.asked_because}</p>
            ) : null}
            <h1
              // What is signed is English for everybody.
              lang="en"
              className="text-balance text-24 font-normal tracking-[-0.02em] max-tablet:text-wrap max-tablet:leading-[30px]"
            >
              <ActionSentence presentation={view.presentation} />
            </h1>
            <SubLine view={view} />
          </header>
          <Deed view={view} reading={desk.reading} number={1} onRaw={() => desk.show('raw')} />
          {whole ? (
            <>
              <Annex
                view={view}
                sections={sections}
                seen={seen}
                folded={folded}
                onFold={(n, open) => setFolded((now) => ({ ...now, [n]: open }))}
              />
              <Questions view={view} />
            </>
          ) : null}
        </div>
        <DecisionPanel
          view={view}
          standing={desk.standing}
          undo={undo}
          onSheet={desk.show}
          onLookAgain={desk.lookAgain}
          triage={<TriageBar view={view} triage={triage} />}
          seen={
            <SeenList
              seen={seen}
              titles={[t('section.action'), ...sections.map((section) => section.short)]}
              digest={view.presentation_digest}
            />
          }
        />
      </main>
      <PhoneFoot desk={desk} triage={triage} />
      <DeskSheets desk={desk} view={view} />
      {triage.sheets}
    </>
  )
}

function jump(n: number, setFolded: (update: (now: Record<number, boolean>) => Record<number, boolean>) => void): void {
  setFolded((now) => ({ ...now, [n]: true }))
  requestAnimationFrame(() => document.getElementById(`s${n}`)?.scrollIntoView({ block: 'start' }))
}

async function copyLink({ t }: Say): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href)
    announce(t('linkCopied'))
  } catch {
    announce(t('copyRefused'))
  }
}

/** Says the time left aloud at ten, five and one minute, and at the end; never in between. */
function useDeadlineWords({ t }: Say, view: RequestView): void {
  const end = Date.parse(view.item.expires_at)
  const expired = useExpired(view.item.expires_at)
  const mark = useClock((now) => [1, 5, 10].find((minutes) => end - now <= minutes * 60_000) ?? 0)
  const pending = view.item.status === 'pending'
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    if (!pending) return
    if (expired) announce(t('expired'))
    else if (mark > 0) announce(t('minutesLeft', { minutes: mark }))
  }, [mark, expired, pending, t])
}
