'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { clockTime } from '@/components/ui/duration'
import { Choice, Select } from '@/components/ui/field'
import { Strip } from '@/components/ui/strip'
import type { SimulatedRequest } from '@/lib/core/boundary/analysis'
import { isValid } from './desk-state'
import { type Cell, Matrix } from './matrix'
import { acceptWords, ChangedList, Deltas, DeniedBlock, FindingSentence } from './simulation-parts'
import { TestCases } from './test-cases'
import { useDesk, useDeskState } from './use-desk'
import { listed } from './words'

const AMOUNTS = [100, 1_000, 5_000, 10_000]

/** Recorded requests judged again by the last valid text: what would have been different, loosened first. */
export function SimulationPane({ accepts, onAccept }: { accepts: boolean; onAccept: (accepts: boolean) => void }) {
  const desk = useDesk()
  const simulation = useDeskState((state) => state.simulation)
  const valid = useDeskState((state) => isValid(state.check))
  const [cell, setCell] = useState<Cell | null>(null)
  const [all, setAll] = useState(false)
  const [pinning, setPinning] = useState<SimulatedRequest | null>(null)
  const { result, running } = simulation
  return (
    <>
      <div className="flex min-h-11 items-center gap-2 border-line border-b px-4">
        <h2 className="text-14">Simulation</h2>
        <span className="text-12 text-fg-3" data-testid="simulation-state" data-fresh={simulation.fresh}>
          {result === null || simulation.at === null
            ? ''
            : simulation.fresh
              ? `of this text, ${clockTime(simulation.at)}`
              : `of the last valid text, ${clockTime(simulation.at)}`}
        </span>
        <Select
          aria-label="How many requests"
          className="ms-auto text-12!"
          value={simulation.last}
          onChange={(event) => desk.setLast(Number(event.target.value))}
        >
          {AMOUNTS.map((amount) => (
            <option key={amount} value={amount}>
              last {amount.toLocaleString('en-GB')}
            </option>
          ))}
        </Select>
      </div>
      <div className="grid gap-5 p-4">
        <div>
          {running ? <Progress done={running.done} of={running.of} /> : null}
          {simulation.failed ? (
            <Strip tone="warn" className="mb-3">
              The simulation did not finish: {simulation.failed}{' '}
              <button type="button" className="link min-h-6" onClick={() => void desk.simulation.run()}>
                Run it again
              </button>
            </Strip>
          ) : null}
          {!valid ? (
            <Strip className="mb-3">
              Frozen{result ? ' on the last valid text' : ''}: the text or the catalogue has errors.
            </Strip>
          ) : null}
          {result === null ? (
            running || !valid ? null : (
              <Button size="sm" onClick={() => void desk.simulation.run()}>
                Run the simulation
              </Button>
            )
          ) : (
            <div
              className="grid gap-3 desk:grid-cols-2 desk:gap-x-6 min-[90rem]:grid-cols-1"
              data-testid="simulation-result"
            >
              <div className="min-w-0">
                <FindingSentence summary={result} />
                <div className="h-3" />
                <Matrix
                  summary={result}
                  from={desk.opened.active ? `v${desk.opened.active.version}` : 'none'}
                  to={`v${desk.opened.version}`}
                  chosen={cell}
                  onChoose={setCell}
                />
                <Deltas summary={result} />
                {result.uncovered.length > 0 ? (
                  <p className="mb-2 text-12 text-fg-2">
                    No request was found that a rule permits for{' '}
                    <span className="machine">{listed(result.uncovered)}</span>.
                  </p>
                ) : null}
                {result.uncatalogued > 0 ? (
                  <p className="mb-2 text-12 text-fg-2">
                    {result.uncatalogued} could not be judged, because the catalogue does not know them any more:
                    counted as denied.
                  </p>
                ) : null}
              </div>
              <div className="grid min-w-0 content-start gap-4">
                <DeniedBlock requests={result.denied_would_pass} count={result.denied_count}>
                  <Choice
                    type="checkbox"
                    checked={accepts}
                    disabled={desk.readOnly}
                    onChange={(event) => onAccept(event.target.checked)}
                    data-testid="accept-denied"
                  >
                    {acceptWords(result.denied_count)}
                  </Choice>
                </DeniedBlock>
                <ChangedList
                  summary={result}
                  cell={cell}
                  onClear={() => setCell(null)}
                  all={all}
                  onAll={() => setAll(true)}
                  {...(desk.readOnly
                    ? {}
                    : {
                        action: (request: SimulatedRequest) => (
                          <Button
                            size="sm"
                            look="quiet"
                            aria-label={`Keep ${request.title} as a test case`}
                            title="Keep as a test case"
                            onClick={() => setPinning(request)}
                          >
                            + Case
                          </Button>
                        ),
                      })}
                />
              </div>
            </div>
          )}
        </div>
        <TestCases pinning={pinning} onPinned={() => setPinning(null)} />
      </div>
    </>
  )
}

/** How far it is, as a bar whose width is an attribute, and in words. */
function Progress({ done, of }: { done: number; of: number }) {
  const percent = of === 0 ? 0 : Math.round((done / of) * 100)
  return (
    <div className="mb-3" data-testid="simulation-progress">
      <p className="text-12 text-fg-3">
        {of === 0
          ? 'Reading recorded requests'
          : `${done.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} judged`}
      </p>
      <progress
        className="block h-1 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
        aria-label="Simulation"
        max={100}
        {...(of === 0 ? {} : { value: percent })}
      />
    </div>
  )
}
