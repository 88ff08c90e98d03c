'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { Choice, Select } from '@/components/ui/field'
import { Strip } from '@/components/ui/strip'
import type { SimulatedRequest } from '@/lib/core/boundary/analysis'
import { isValid } from './desk-state'
import { type Cell, Matrix } from './matrix'
import { ChangedList, Deltas, DeniedBlock, FindingSentence } from './simulation-parts'
import { TestCases } from './test-cases'
import { useDesk, useDeskState } from './use-desk'

const AMOUNTS = [100, 1_000, 5_000, 10_000]

/** Recorded requests judged again by the last valid text: what would have been different, loosened first. */
export function SimulationPane({ accepts, onAccept }: { accepts: boolean; onAccept: (accepts: boolean) => void }) {
  const t = useTranslations('boundary')
  const format = useFormat()
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
        <h2 className="text-14">{t('simulation.title')}</h2>
        <span className="text-12 text-fg-3" data-testid="simulation-state" data-fresh={simulation.fresh}>
          {result === null || simulation.at === null
            ? ''
            : simulation.fresh
              ? t('simulation.fresh', { time: format.clock(simulation.at) })
              : t('simulation.stale', { time: format.clock(simulation.at) })}
        </span>
        <Select
          aria-label={t('simulation.amount')}
          className="ms-auto text-12!"
          value={simulation.last}
          onChange={(event) => desk.setLast(Number(event.target.value))}
        >
          {AMOUNTS.map((amount) => (
            <option key={amount} value={amount}>
              {t('simulation.last', { count: amount })}
            </option>
          ))}
        </Select>
      </div>
      <div className="grid gap-5 p-4">
        <div>
          {running ? <Progress done={running.done} of={running.of} /> : null}
          {simulation.failed ? (
            <Strip tone="warn" className="mb-3">
              {t('simulation.failed', { why: simulation.failed })}{' '}
              <button type="button" className="link min-h-6" onClick={() => void desk.simulation.run()}>
                {t('simulation.again')}
              </button>
            </Strip>
          ) : null}
          {!valid ? (
            <Strip className="mb-3">{result ? t('simulation.frozenLast') : t('simulation.frozen')}</Strip>
          ) : null}
          {result === null ? (
            running || !valid ? null : (
              <Button size="sm" onClick={() => void desk.simulation.run()}>
                {t('simulation.run')}
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
                  from={
                    desk.opened.active ? t('version', { version: `${desk.opened.active.version}` }) : t('matrix.none')
                  }
                  to={t('version', { version: `${desk.opened.version}` })}
                  chosen={cell}
                  onChoose={setCell}
                />
                <Deltas summary={result} />
                {result.uncovered.length > 0 ? (
                  <p className="mb-2 text-12 text-fg-2">
                    {t.rich('simulation.uncovered', {
                      actions: format.list(result.uncovered),
                      machine: (names) => <span className="machine">{names}</span>,
                    })}
                  </p>
                ) : null}
                {result.uncatalogued > 0 ? (
                  <p className="mb-2 text-12 text-fg-2">
                    {t('simulation.uncatalogued', { count: result.uncatalogued })}
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
                    {t('simulation.accept', { count: result.denied_count })}
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
                            aria-label={t('simulation.keepAs', { title: request.title })}
                            title={t('tests.keep')}
                            onClick={() => setPinning(request)}
                          >
                            {t('simulation.addCase')}
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
  const t = useTranslations('boundary')
  const percent = of === 0 ? 0 : Math.round((done / of) * 100)
  return (
    <div className="mb-3" data-testid="simulation-progress">
      <p className="text-12 text-fg-3">
        {of === 0 ? t('simulation.reading') : t('simulation.judged', { done, all: of })}
      </p>
      <progress
        className="block h-1 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
        aria-label={t('simulation.title')}
        max={100}
        {...(of === 0 ? {} : { value: percent })}
      />
    </div>
  )
}
