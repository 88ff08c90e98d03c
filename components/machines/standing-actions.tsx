'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Strip } from '@/components/ui/strip'
import type { Stop } from '@/lib/core/machine/stop'
import type { StoppedAnswer } from '@/lib/machines/client'
import type { MachineView, OpenCounts } from '@/lib/machines/schema'
import { meOptions } from '@/lib/people/client'
import { STOP_VERB, StopSheet } from './stop-sheet'
import { counted } from './words'

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
  const [sheet, setSheet] = useState<Stop | 'resume' | null>(null)
  const [ended, setEnded] = useState<StoppedAnswer['ended'] | null>(null)
  const { data: me } = useQuery(meOptions())
  return (
    <div className="grid gap-3">
      {ended ? (
        <Strip testId="stopped" tone="neutral">
          {slug} was stopped: {counted(ended.cancelled, 'request')} cancelled, {counted(ended.revoked, 'grant')} revoked
          {ended.unknown > 0 ? `, ${counted(ended.unknown, 'execution')} of unknown outcome` : ''}.
        </Strip>
      ) : null}
      {may.resume === 'two' && me ? <GoOn of={of} id={id} slug={slug} me={me.person.id} /> : null}
      {may.resume === 'others' ? (
        <p className="text-13 text-fg-2">Its sponsor, the owner of its runtime or an administrator can let it go on.</p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {may.resume === 'self' ? (
          <Button look="primary" onClick={() => setSheet('resume')} data-testid="resume">
            Let it go on
          </Button>
        ) : null}
        {may.stops.map((how) => (
          <Button
            key={how}
            look={how === 'suspended' ? 'plain' : 'danger'}
            onClick={() => setSheet(how)}
            data-testid={STOP_VERB[how].verb}
          >
            {STOP_VERB[how].word}
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
          title={`Let ${slug} go on`}
          confirm={`Let ${slug} go on`}
          keep="Leave it suspended"
          look="primary"
          onClose={() => setSheet(null)}
          onDone={() => setEnded(null)}
        >
          <p className="text-13 text-fg-2">
            {of === 'runtimes'
              ? 'Its agents may ask again, except those that were stopped by themselves.'
              : 'It may act again from now on.'}{' '}
            What ended when it was stopped stays ended.
          </p>
        </ReasonSheet>
      ) : null}
    </div>
  )
}
