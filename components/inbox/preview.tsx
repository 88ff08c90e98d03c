'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { GuardStrip } from '@/components/guard/guard-strip'
import { ActionSentence, lowerFirst } from '@/components/request/action-sentence'
import { StandingNote } from '@/components/request/decision-panel'
import { Deed } from '@/components/request/deed'
import { type Desk, DeskSheets, useDesk } from '@/components/request/desk'
import { FactRow } from '@/components/request/facts'
import { GrantSentence } from '@/components/request/grant-status'
import { LevelTag } from '@/components/request/level'
import { Provenance } from '@/components/request/provenance'
import { StateChip } from '@/components/request/state-chip'
import { SubLine } from '@/components/request/sub-line'
import { TriageBar } from '@/components/triage/triage-bar'
import type { Triage } from '@/components/triage/use-triage'
import { Button, buttonClass } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { Kbd } from '@/components/ui/kbd'
import { ErrorState } from '@/components/ui/states'
import { requestOptions } from '@/lib/inbox/client'
import type { RequestView } from '@/lib/inbox/schema'
import { PreviewBones } from './preview-bones'

/** The selected request beside the list: the same deed, the first facts, the same decision. */
export function Preview({
  id,
  onDesk,
  triage,
}: {
  id: string
  onDesk: (id: string, desk: Desk | null) => void
  triage: Triage
}) {
  const t = useTranslations('inbox.preview')
  const { data, error } = useQuery(requestOptions(id))
  if (data) return <Loaded key={id} view={data} onDesk={onDesk} triage={triage} />
  return (
    <section aria-label={t('label')} className="flex min-h-0 flex-col bg-page px-6 pt-4">
      {error ? <ErrorState title={t('notLoaded')}>{error.message}</ErrorState> : <PreviewBones />}
    </section>
  )
}

function Loaded({
  view,
  onDesk,
  triage,
}: {
  view: RequestView
  onDesk: (id: string, desk: Desk | null) => void
  triage: Triage
}) {
  const t = useTranslations('inbox.preview')
  const desk = useDesk(view)
  const { presentation, item } = view
  useEffect(() => {
    onDesk(item.id, desk)
  })
  useEffect(() => () => onDesk(item.id, null), [onDesk, item.id])
  return (
    <section aria-label={t('label')} data-testid="preview" className="flex min-h-0 flex-col bg-page">
      <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-3 pb-6">
        <header className="flex min-h-7 items-center gap-3">
          <StateChip state={item.status} />
          <LevelTag level={item.level} quorum={item.quorum.needed} />
          <span className="font-medium font-mono text-13 tracking-[0.02em]">{item.code}</span>
          <Link href={`/inbox/${item.id}`} className={buttonClass({ look: 'quiet', size: 'sm', className: 'ms-auto' })}>
            {t('open')}
            <Kbd>o</Kbd>
          </Link>
        </header>
        <h2 className="mt-2.5 text-balance font-normal text-20 tracking-[-0.015em]">
          <ActionSentence presentation={presentation} />
        </h2>
        <div className="mb-4">
          <SubLine view={view} compact />
        </div>
        <Deed view={view} reading={desk.reading} compact />
        <section className="px-5 pt-4">
          <h3 className="mb-1 flex justify-between gap-3 text-13">
            {t('why')}
            <span className="font-normal text-12 text-fg-3">
              {t('boundary', {
                workflow: presentation.workflow.title,
                version: String(presentation.boundary.version),
              })}
            </span>
          </h3>
          <p className="max-w-[64ch]">
            <HiddenText>{presentation.why.sentence}</HiddenText>
          </p>
        </section>
        <section className="px-5 pt-4">
          <h3 className="mb-1 flex justify-between gap-3 text-13">
            {t('facts')}
            <span className="font-normal">
              <Provenance kind="verified">{t('verified')}</Provenance>
            </span>
          </h3>
          <dl>
            {[...presentation.facts]
              .sort((a, b) => Number(b.flag) - Number(a.flag))
              .slice(0, 5)
              .map((fact) => (
                <FactRow key={`${fact.key}${fact.label}`} fact={fact} />
              ))}
          </dl>
        </section>
      </div>
      <PreviewFoot view={view} desk={desk} triage={triage} />
      <DeskSheets desk={desk} view={view} />
    </section>
  )
}

function PreviewFoot({ view, desk, triage }: { view: RequestView; desk: Desk; triage: Triage }) {
  const t = useTranslations('inbox.preview')
  const { standing } = desk
  if (!standing.decide) {
    return (
      <div className="flex items-center gap-3 border-line-strong border-t bg-panel px-6 py-3 text-13">
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {standing.why} {view.grant ? <GrantSentence grant={view.grant} /> : null}
        </span>
        {standing.fix === 'look_again' ? <Button onClick={desk.lookAgain}>{t('readAgain')}</Button> : null}
      </div>
    )
  }
  return (
    <div className="grid gap-2 border-line-strong border-t bg-panel px-6 py-3">
      <TriageBar view={view} triage={{ ...triage, trouble: null }} />
      <GuardStrip guard={view.me.guard} />
      <StandingNote standing={standing} />
      <div className="grid grid-cols-[auto_auto_auto_1fr] gap-2">
        <Button size="lg" onClick={() => desk.show('deny')} data-testid="deny-button">
          {t('deny')}
          <Kbd>d</Kbd>
        </Button>
        <Button size="lg" onClick={() => desk.show('changes')} data-testid="changes-button">
          {t('changes')}
          <Kbd>c</Kbd>
        </Button>
        <Button size="lg" onClick={() => desk.show('abstain')} data-testid="abstain-button">
          {t('abstain')}
          <Kbd>b</Kbd>
        </Button>
        <Button
          size="lg"
          look="primary"
          className="min-w-0 justify-between! py-[5px]! text-start! text-13/4!"
          disabled={!standing.approve}
          onClick={() => desk.show('approve')}
          data-testid="approve-button"
        >
          <span className="line-clamp-2 min-w-0 [overflow-wrap:anywhere]">
            {t('approve', { title: lowerFirst(view.presentation.title) })}
          </span>
          <Kbd onInk={standing.approve}>a</Kbd>
        </Button>
      </div>
    </div>
  )
}
