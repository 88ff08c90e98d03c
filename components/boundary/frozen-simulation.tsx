'use client'
import { Check, LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Digest } from '@/components/ui/digest'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { deniedCount } from '@/lib/core/boundary/simulation'
import { Card } from './card'
import { type Cell, Matrix } from './matrix'
import { ChangedList, Delta, Deltas, DeniedBlock, FindingSentence } from './simulation-parts'

/** The simulation as it was when the change was handed in: every reviewer signs the same one. */
export function FrozenSimulation({ view }: { view: BoundaryView }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const [cell, setCell] = useState<Cell | null>(null)
  const [all, setAll] = useState(false)
  if (!view.review) return null
  const { simulation, tests, accepted_by: accepted } = view.review
  const passed = tests.filter((test) => test.passed).length
  const digest = () => <Digest value={simulation.dataset} short />
  const count = simulation.requests
  return (
    <Card
      title={
        <>
          <LockKeyhole className="size-3.5 text-fg-3" aria-hidden="true" />
          {t('frozen.title')}
        </>
      }
      note={
        simulation.from && simulation.to
          ? t.rich('frozen.range', {
              from: format.date(simulation.from),
              to: format.date(simulation.to),
              count,
              digest,
            })
          : t.rich('frozen.noRange', { count, digest })
      }
      testId="frozen-simulation"
    >
      <div className="grid items-start gap-6 px-5 py-4 max-tablet:px-4 wide:grid-cols-2">
        <div className="min-w-0">
          <Matrix
            summary={simulation}
            from={view.active ? t('version', { version: `${view.active.version}` }) : t('matrix.none')}
            to={t('version', { version: `${view.version}` })}
            chosen={cell}
            onChoose={setCell}
          />
        </div>
        <div className="min-w-0">
          <FindingSentence summary={simulation} />
          <Deltas summary={simulation}>
            <Delta label={t('tests.title')}>
              {tests.length === 0
                ? t('none')
                : t.rich('frozen.passed', {
                    passed,
                    all: tests.length,
                    b: (words) => <b className={passed < tests.length ? 'text-danger' : undefined}>{words}</b>,
                  })}
            </Delta>
          </Deltas>
          <DeniedBlock requests={simulation.denied_would_pass} count={deniedCount(simulation)}>
            <p className="flex gap-1.5 text-12 text-fg-2">
              <Check className="size-3.5 flex-none" aria-hidden="true" />
              {accepted ? t('frozen.acceptedBy', { name: accepted }) : t('frozen.accepted')}
            </p>
          </DeniedBlock>
        </div>
        <div className="min-w-0 wide:col-span-2">
          <ChangedList
            summary={simulation}
            cell={cell}
            onClear={() => setCell(null)}
            all={all}
            onAll={() => setAll(true)}
          />
        </div>
      </div>
    </Card>
  )
}
