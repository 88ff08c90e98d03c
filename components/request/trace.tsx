'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { PresentedClaims } from '@/lib/core/presentation/presentation'

/** More than this many steps are folded. */
const SHOWN = 20

/** The steps that the agent reports, as a line from first to last. Nobody checked them, so they stand among its claims. */
export function Trace({ trace }: { trace: PresentedClaims['trace'] }) {
  const t = useTranslations('request.claims')
  const [all, setAll] = useState(false)
  if (trace.length === 0) return null
  const steps = all ? trace : trace.slice(0, SHOWN)
  return (
    <div>
      <h3 className="mb-1 font-medium text-12 text-fg-2">{t('steps', { count: trace.length })}</h3>
      <ol className="grid text-13" aria-label={t('stepsLabel')} data-testid="trace">
        {steps.map((step, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one report, in order
            key={at}
            className="relative grid grid-cols-[20px_minmax(0,1fr)] items-baseline gap-x-3 py-1 after:absolute after:top-[22px] after:-bottom-1 after:left-[8.5px] after:w-px after:bg-line-strong after:content-[''] last:after:hidden"
          >
            <span className="z-[1] grid size-[18px] place-items-center rounded-full bg-panel text-12 text-fg-2 ring-1 ring-line-strong ring-inset">
              {at + 1}
            </span>
            <span className="[overflow-wrap:anywhere]">
              <code>
                <HiddenText>{step.tool}</HiddenText>
              </code>{' '}
              <span className="text-fg-2">
                <HiddenText>{step.summary}</HiddenText>
              </span>
            </span>
          </li>
        ))}
      </ol>
      {all || trace.length <= SHOWN ? null : (
        <button type="button" className="link min-h-6 text-13" onClick={() => setAll(true)}>
          {t('moreSteps', { count: trace.length - SHOWN })}
        </button>
      )}
    </div>
  )
}
