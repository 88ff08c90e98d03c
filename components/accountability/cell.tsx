'use client'
import { clsx } from 'clsx'
import { Building2, UserRound, UserRoundX, Users } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import { useClock } from '@/components/ui/clock'
import type { CellView } from '@/lib/accountability/schema'
import { cellDetail, cellName, freshness, sentence } from './words'

/** Who answers for one role, as a button that opens it. Red, with words, only where nobody does. */
export function Cell({
  cell,
  workflow,
  denied,
  open,
  onOpen,
  roleVisible = false,
}: {
  cell: CellView
  workflow: { slug: string; title: string; active: boolean }
  denied: number
  open: boolean
  onOpen: () => void
  /** On a phone the role stands in the card; in the table it is the column's head. */
  roleVisible?: boolean
}) {
  const t = useTranslations('accountability')
  const format = useFormat()
  const gap = cell.state === 'gap'
  const fresh = useClock((now) => freshness(t, format, cell, now))
  const Icon = gap && cell.kind !== 'vendor' ? UserRoundX : ICONS[cell.kind ?? 'person']
  const detail = cellDetail(t, cell)
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-haspopup="dialog"
      data-testid={`cell-${workflow.slug}-${cell.role}`}
      data-state={cell.state}
      className={clsx(
        'grid h-full w-full content-start gap-px text-start text-12/[17px]',
        roleVisible ? 'px-4 py-2.5' : 'px-2.5 py-2.5',
        gap ? 'border-danger border-s-[3px] bg-danger-soft' : 'border-transparent border-s-[3px] hover:bg-sunken',
        open && 'outline-2 outline-ink -outline-offset-2',
      )}
    >
      <span className={roleVisible ? 'text-fg-3' : 'sr-only'}>
        {roleVisible
          ? t(`roles.${cell.role}`)
          : `${t('cell.roleOf', { role: t(`roles.${cell.role}`), workflow: workflow.title })} `}
      </span>
      <span className={clsx('flex gap-1.5 font-medium text-13/[18px]', gap && 'text-danger')}>
        <Icon className={clsx('mt-0.5 size-3.5 flex-none', gap ? 'text-danger' : 'text-fg-3')} aria-hidden="true" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{gap ? gapTitle(t, cell) : cellName(t, cell)}</span>
      </span>
      <span className="ms-5 grid gap-px text-fg-2">
        {gap ? (
          <span className="text-fg">
            {sentence(`${cell.person && cell.kind === 'person' ? `${cell.person.name}: ` : ''}${cell.gap ?? ''}`)}
            {workflow.active && denied > 0
              ? ` ${
                  cell.gap_since === null
                    ? t('cell.denied', { count: denied })
                    : t('cell.deniedSince', { date: format.date(cell.gap_since), count: denied })
                }`
              : null}
          </span>
        ) : detail === '' ? null : (
          <span className="[overflow-wrap:anywhere]">{detail}</span>
        )}
        {gap ? null : (
          <span className={cell.state === 'due' ? 'text-warn' : 'text-fg-3'} suppressHydrationWarning>
            {fresh}
          </span>
        )}
      </span>
    </button>
  )
}

const ICONS = { person: UserRound, team: Users, vendor: Building2 }

/** What stands in red: nobody, not acknowledged, or the vendor's own name. */
function gapTitle(t: Translate<'accountability'>, cell: CellView): string {
  if (cell.name === '') return t('cell.nobody')
  if (cell.kind === 'vendor') return cell.name
  return cell.acknowledged_at === null ? t('cell.notAcknowledged') : cell.name
}
