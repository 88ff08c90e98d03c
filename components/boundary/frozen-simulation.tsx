'use client'
import { Check, LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { Digest } from '@/components/ui/digest'
import { dateOnly } from '@/components/ui/duration'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { deniedCount } from '@/lib/core/boundary/simulation'
import { Card } from './card'
import { type Cell, Matrix } from './matrix'
import { ChangedList, Delta, Deltas, DeniedBlock, FindingSentence } from './simulation-parts'
import { counted } from './words'

/** The simulation as it was when the change was handed in: every reviewer signs the same one. */
export function FrozenSimulation({ view }: { view: BoundaryView }) {
  const [cell, setCell] = useState<Cell | null>(null)
  const [all, setAll] = useState(false)
  if (!view.review) return null
  const { simulation, tests, accepted_by: accepted } = view.review
  const passed = tests.filter((test) => test.passed).length
  const range = simulation.from && simulation.to ? `${dateOnly(simulation.from)} to ${dateOnly(simulation.to)}, ` : ''
  return (
    <Card
      title={
        <>
          <LockKeyhole className="size-3.5 text-fg-3" aria-hidden="true" />
          Simulation, frozen when it was sent
        </>
      }
      note={
        <>
          {range}
          {counted(simulation.requests, 'request')}, data <Digest value={simulation.dataset} short />
        </>
      }
      testId="frozen-simulation"
    >
      <div className="grid items-start gap-6 px-5 py-4 max-tablet:px-4 wide:grid-cols-2">
        <div className="min-w-0">
          <Matrix
            summary={simulation}
            from={view.active ? `v${view.active.version}` : 'none'}
            to={`v${view.version}`}
            chosen={cell}
            onChoose={setCell}
          />
        </div>
        <div className="min-w-0">
          <FindingSentence summary={simulation} />
          <Deltas summary={simulation}>
            <Delta label="Test cases">
              {tests.length === 0 ? (
                'none'
              ) : (
                <>
                  <b className={passed < tests.length ? 'text-danger' : undefined}>
                    {passed} of {tests.length}
                  </b>{' '}
                  pass
                </>
              )}
            </Delta>
          </Deltas>
          <DeniedBlock requests={simulation.denied_would_pass} count={deniedCount(simulation)}>
            <p className="flex gap-1.5 text-12 text-fg-2">
              <Check className="size-3.5 flex-none" aria-hidden="true" />
              {accepted ? `${accepted} accepted this. ` : ''}Each reviewer accepts it too.
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
