import { clsx } from 'clsx'
import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Level } from '@/components/request/level'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Direction, SentencePart } from '@/lib/core/boundary/analysis'
import type { Level as LevelName } from '@/lib/core/presentation/presentation'

/** What a rule says; what to look at is strong. */
export function Sentence({ parts, className }: { parts: readonly SentencePart[]; className?: string }) {
  return (
    <span className={clsx('[overflow-wrap:anywhere]', className)}>
      {parts.map((part, at) =>
        part.strong ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, in order
          <b key={at} className="text-fg">
            <HiddenText>{part.text}</HiddenText>
          </b>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, in order
          <HiddenText key={at}>{part.text}</HiddenText>
        ),
      )}
    </span>
  )
}

const TAGS: Record<Direction, { mark: string; look: string }> = {
  loosens: { mark: '▾', look: 'bg-warn-soft text-fg ring-warn' },
  tightens: { mark: '▴', look: 'bg-ok-soft text-fg ring-ok' },
  neutral: { mark: '', look: 'bg-sunken text-fg-2 ring-transparent' },
}

const FRESH = { loosens: 'newLoosens', tightens: 'newTightens', neutral: 'newNeutral' } as const

/** ▾ loosens, ▴ tightens, or of what is `fresh` "new, loosens": the mark, the word and the colour together. */
export function DirectionTag({ direction, fresh = false }: { direction: Direction; fresh?: boolean }) {
  const t = useTranslations('boundary')
  const { mark, look } = TAGS[direction]
  return (
    <span
      data-direction={direction}
      className={clsx(
        'inline-flex h-[18px] items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-12 ring-1 ring-inset',
        look,
      )}
    >
      {mark ? <span aria-hidden="true">{mark}</span> : null}
      {fresh ? t(`direction.${FRESH[direction]}`) : t(`direction.${direction}`)}
    </span>
  )
}

/** ◔ → ○ T1 → T0 */
export function LevelMove({ from, to, className }: { from: LevelName; to: LevelName; className?: string }) {
  return (
    <span className={clsx('inline-flex items-center gap-1 whitespace-nowrap text-12/[18px]', className)}>
      <Level level={from} label={false} className="size-3" />
      <ArrowRight className="size-3" aria-hidden="true" />
      <Level level={to} label={false} className="size-3" />
      <span className="ms-[3px]">
        {from} → {to}
      </span>
    </span>
  )
}
