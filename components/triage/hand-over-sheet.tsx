'use client'
import { useQueries } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Choice, TextArea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import { Bone } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import { requestOptions } from '@/lib/inbox/client'
import type { RequestView } from '@/lib/inbox/schema'
import type { TriageSheetProps } from './sheet-props'

/** To whom, and why. Only people who may decide it anyway are there to choose; whoever hands it over is out of it. */
export function HandOverSheet({ ids, busy, trouble, onClose, onSubmit }: TriageSheetProps) {
  const t = useTranslations('triage.handOver')
  const words = useTranslations('words')
  const views = useQueries({ queries: ids.map((id) => requestOptions(id)) })
  const loaded = views.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const people = loaded.length === ids.length ? targetsOf(loaded) : null
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const ready = to !== '' && reason.trim() !== ''
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      testId="hand-over-sheet"
      title={t('title', { count: ids.length })}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {words('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button
            size="lg"
            look="solid"
            disabled={busy || people === null || people.length === 0}
            data-testid="hand-over-confirm"
            onClick={() => {
              setTried(true)
              if (ready) void onSubmit({ kind: 'hand_over', to, reason: reason.trim() })
            }}
          >
            {t('confirm')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <p className="text-13 text-fg-2">{t('note')}</p>
        {people === null ? (
          <Bone className="h-16 w-full" />
        ) : people.length === 0 ? (
          <Strip tone="warn">{t('nobody', { count: ids.length })}</Strip>
        ) : (
          <fieldset className="grid gap-1.5 text-13">
            <legend className="mb-1.5 font-medium">{t('to')}</legend>
            {people.map(({ person, teams }) => (
              <Choice
                key={person.id}
                name="to"
                checked={to === person.id}
                onChange={() => setTo(person.id)}
                data-testid={`hand-over-to-${person.id}`}
              >
                {person.name} <span className="text-fg-3">{teams.join(', ')}</span>
              </Choice>
            ))}
            {tried && to === '' ? <p className="text-12 text-danger">{t('choose')}</p> : null}
          </fieldset>
        )}
        <TextArea
          ref={field}
          label={t('why')}
          hint={t('whyHint')}
          value={reason}
          maxLength={limits.reasonChars}
          error={tried && reason.trim() === '' ? t('sayWhy') : undefined}
          onChange={(event) => setReason(event.target.value)}
          data-testid="hand-over-reason"
        />
        {trouble ? <Strip tone="danger">{trouble}</Strip> : null}
      </div>
    </Sheet>
  )
}

/** Those who may decide every one of them. */
function targetsOf(views: RequestView[]): { person: { id: string; name: string }; teams: string[] }[] {
  const [first, ...rest] = views.map((view) => view.reviewers.filter(({ state, is_me }) => state === 'may' && !is_me))
  return (first ?? []).filter(({ person }) => rest.every((list) => list.some((other) => other.person.id === person.id)))
}
