import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { ChangeItem, Comparison } from '@/lib/core/boundary/analysis'
import { Card } from './card'
import { DirectionTag, LevelMove, Sentence } from './sentence'
import { tally } from './words'

/** The difference in meaning, most loosening first: what is said now, what was said before, what it does to levels. */
export function WhatChanges({
  comparison,
  affected,
}: {
  comparison: Comparison
  /** "118 of 1,284 requests" for a change, where it is known. */
  affected?: (item: ChangeItem) => string | null
}) {
  const t = useTranslations('boundary')
  return (
    <Card title={t('what.title')} note={tally(t, comparison.items)} testId="what-changes">
      {comparison.items.length === 0 ? (
        <p className="px-5 py-3.5 text-fg-2">{t('what.nothing')}</p>
      ) : (
        <ol>
          {comparison.items.map((item, at) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a frozen list
              key={at}
              className="grid gap-x-4 gap-y-1.5 border-line border-b px-5 py-3.5 last:border-b-0 max-tablet:px-4 tablet:grid-cols-[92px_minmax(0,1fr)_196px]"
            >
              <span className="pt-0.5">
                <DirectionTag direction={item.direction} />
              </span>
              <div className="min-w-0">
                <p className={item.direction === 'neutral' ? 'text-14 text-fg-2' : 'text-pretty text-16'}>
                  <Sentence parts={item.sentence} />
                </p>
                {item.before ? (
                  <p className="mt-0.5 text-13 text-fg-3">
                    <HiddenText>{item.before}</HiddenText>
                  </p>
                ) : null}
                {item.undecided ? <p className="mt-0.5 text-13 text-warn">{t('what.undecided')}</p> : null}
              </div>
              <div className="grid content-start gap-0.5 pt-[3px] text-12 text-fg-2">
                {item.levels ? <LevelMove from={item.levels.from} to={item.levels.to} /> : null}
                {affected?.(item) ? <span>{affected(item)}</span> : null}
                <span className="machine text-fg-3 [overflow-wrap:anywhere]">{item.subjects.join(', ')}</span>
              </div>
            </li>
          ))}
        </ol>
      )}
      {comparison.cells.complete ? null : (
        <p className="border-line border-t px-5 py-2 text-12 text-fg-2 max-tablet:px-4">
          {t('what.incomplete', { count: comparison.cells.asked })}
        </p>
      )}
    </Card>
  )
}
