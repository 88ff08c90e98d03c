'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Strip } from '@/components/ui/strip'
import type { Stop } from '@/lib/core/machine/stop'
import type { StoppedAnswer } from '@/lib/machines/client'
import type { MachineView, OpenCounts } from '@/lib/machines/schema'
import { meOptions } from '@/lib/people/client'
import { STOP_VERB, StopSheet } from './stop-sheet'

const ReasonSheet = dynamic(() => import('./reason-sheet').then((module) => module.ReasonSheet), { ssr: false })
const GoOn = dynamic(() => import('./go-on').then((module) => module.GoOn), { ssr: false })

type Thing = {
  of: 'machines' | 'runtimes'
  id: string
  slug: string
  open: OpenCounts
  inside?: number
  may: Pick<MachineView['may'], 'stops' | 'resume'>
}

/** The ways to stop it and to let it go on, and what the last one ended. */
export function StandingActions({ of, id, slug, open, inside, may }: Thing) {
  const t = useTranslations('machines')
  const [sheet, setSheet] = useState<Stop | 'resume' | null>(null)
  const [ended, setEnded] = useState<StoppedAnswer['ended'] | null>(null)
  const { data: me } = useQuery(meOptions())
  return (
    <div className="grid gap-3">
      {ended ? (
        <Strip testId="stopped" tone="neutral">
          {t('stop.stopped', {
            name: slug,
            cancelled: ended.cancelled,
            revoked: ended.revoked,
            unknown: ended.unknown,
          })}
        </Strip>
      ) : null}
      {may.resume === 'two' && me ? <GoOn of={of} id={id} slug={slug} me={me.person.id} /> : null}
      {may.resume === 'others' ? <p className="text-13 text-fg-2">{t('stop.after.suspended')}</p> : null}
      <div className="flex flex-wrap gap-2">
        {may.resume === 'self' ? (
          <Button look="primary" onClick={() => setSheet('resume')} data-testid="resume">
            {t('resume.it')}
          </Button>
        ) : null}
        {may.stops.map((how) => (
          <Button
            key={how}
            look={how === 'suspended' ? 'plain' : 'danger'}
            onClick={() => setSheet(how)}
            data-testid={STOP_VERB[how]}
          >
            {t(`stop.word.${how}`)}
          </Button>
        ))}
      </div>
      {sheet !== null && sheet !== 'resume' ? (
        <StopSheet
          of={of}
          id={id}
          slug={slug}
          how={sheet}
          open={open}
          {...(inside !== undefined && { inside })}
          onClose={() => setSheet(null)}
          onDone={(answer) => setEnded(answer.ended ?? null)}
        />
      ) : null}
      {sheet === 'resume' ? (
        <ReasonSheet
          target={{ of, id, verb: 'resume' }}
          title={t('resume.named', { name: slug })}
          confirm={t('resume.named', { name: slug })}
          keep={t('resume.keep')}
          look="primary"
          onClose={() => setSheet(null)}
          onDone={() => setEnded(null)}
        >
          <p className="text-13 text-fg-2">{t(`resume.says.${of}`)}</p>
        </ReasonSheet>
      ) : null}
    </div>
  )
}
