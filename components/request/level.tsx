import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import type { Level as LevelName } from '@/lib/core/presentation/presentation'

const COLOUR: Record<LevelName, string> = { T0: 'text-t0', T1: 'text-t1', T2: 'text-t2', T3: 'text-t3', TX: 'text-tx' }

/** "Three people, passkey" when a rule asks for more than two. */
export function levelWords(t: Translate<'words'>, level: LevelName, quorum: number): string {
  return level === 'T3' && quorum > 2 ? t('level.more', { count: quorum }) : t(`level.${level}`)
}

/** The same within a sentence: "one person, passkey". */
export function levelInside(t: Translate<'words'>, level: LevelName, quorum: number): string {
  return level === 'T3' && quorum > 2 ? t('levelInside.more', { count: quorum }) : t(`levelInside.${level}`)
}

function Shape({ level }: { level: LevelName }) {
  if (level === 'T3') return <circle cx="8" cy="8" r="7.2" fill="currentColor" />
  const ring = <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.75" />
  return (
    <>
      {ring}
      {level === 'T1' ? <path d="M8 8V1.6A6.4 6.4 0 0 1 14.4 8Z" fill="currentColor" /> : null}
      {level === 'T2' ? <path d="M8 1.6a6.4 6.4 0 0 1 0 12.8Z" fill="currentColor" /> : null}
      {level === 'TX' ? <path d="m3.6 12.4 8.8-8.8" stroke="currentColor" strokeWidth="1.75" /> : null}
    </>
  )
}

/** The level as a shape in its colour: ○ ◔ ◑ ● ⊘. With `label` it speaks for itself. */
export function Level({
  level,
  label = true,
  className = 'size-3.5',
}: {
  level: LevelName
  label?: boolean
  className?: string
}) {
  const look = clsx('flex-none', COLOUR[level], className)
  if (!label) {
    return (
      <svg viewBox="0 0 16 16" className={look} aria-hidden="true">
        <Shape level={level} />
      </svg>
    )
  }
  return (
    <svg viewBox="0 0 16 16" className={look} role="img" aria-label={level}>
      <Shape level={level} />
    </svg>
  )
}

/** Shape, name and what it asks: "● T3 Two people, passkey". */
export function LevelTag({
  level,
  quorum = 1,
  words = true,
  className,
}: {
  level: LevelName
  quorum?: number
  words?: boolean
  className?: string
}) {
  const t = useTranslations('words')
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-semibold text-13',
        COLOUR[level],
        className,
      )}
    >
      <Level level={level} label={false} />
      {level}
      {words ? <span className="font-normal text-fg-2">{levelWords(t, level, quorum)}</span> : null}
    </span>
  )
}
