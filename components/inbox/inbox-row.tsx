'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { BadgeCheck, Ban, Check, Clock, Eye, OctagonX } from 'lucide-react'
import Link from 'next/link'
import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { ActionTitle } from '@/components/request/action-sentence'
import { Level } from '@/components/request/level'
import { QuorumCount } from '@/components/request/quorum'
import { Chip } from '@/components/ui/chip'
import { Countdown, useExpired } from '@/components/ui/countdown'
import { HiddenText } from '@/components/ui/hidden-text'
import { Bone } from '@/components/ui/states'
import { rowOptions } from '@/lib/inbox/client'
import type { InboxItem } from '@/lib/inbox/schema'

const HOUR_AND_MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const ENDED = { approved: Check, denied: Ban, expired: Clock, cancelled: OctagonX, pending: Clock }

/** One request in two or three lines: enough to know what it is, from whom, how grave and how long. */
export const InboxRow = memo(function InboxRow(props: RowProps) {
  const { data: item } = useQuery(rowOptions(props.id))
  if (item === undefined) return <RowBones />
  return item === null ? <RowGone /> : <Row {...props} item={item} />
})

type RowProps = {
  id: string
  selected: boolean
  picked: boolean
  /** Several are being picked, so every row shows its box. */
  picking: boolean
  onSelect: (id: string) => void
  onPick: (id: string) => void
}

function RowBones() {
  return (
    <div
      aria-hidden="true"
      className="grid h-[84px] content-center gap-2 border-line border-b bg-panel px-6 max-tablet:h-28"
    >
      <Bone className="h-3.5 w-3/5" />
      <Bone className="h-3 w-2/5" />
    </div>
  )
}

/** It was in the list and may not be seen any more: a team was left, a role was taken. */
function RowGone() {
  const t = useTranslations('inbox.row')
  return <p className="border-line border-b bg-panel px-6 py-3 text-13 text-fg-3">{t('gone')}</p>
}

function Row({ item, selected, picked, picking, onSelect, onPick }: RowProps & { item: InboxItem }) {
  const t = useTranslations('inbox.row')
  const late = useExpired(item.expires_at)
  const over = item.status !== 'pending' || late
  return (
    <article
      data-testid={`inbox-row-${item.id}`}
      data-row={item.id}
      aria-current={selected ? 'true' : undefined}
      className={clsx(
        'group/row relative grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-3 border-line border-b px-6 pt-[9px] pb-2.5 max-tablet:gap-y-[3px] max-tablet:px-4 max-tablet:pt-3 max-tablet:pb-[13px]',
        selected
          ? 'wide:bg-ink-soft wide:before:absolute wide:before:inset-y-[-1px] wide:before:start-0 wide:before:w-[3px] wide:before:bg-ink bg-panel'
          : 'bg-panel hover:bg-[color-mix(in_srgb,var(--sunken)_50%,var(--panel))]',
      )}
      onPointerDown={() => hasPreview() && onSelect(item.id)}
    >
      <span className="relative mt-[3px] size-3.5 max-tablet:mt-1">
        <Level
          level={item.level}
          className={clsx(
            'size-3.5',
            over && 'opacity-55',
            picking ? 'invisible' : 'tablet:group-focus-within/row:invisible tablet:group-hover/row:invisible',
          )}
        />
        <input
          type="checkbox"
          checked={picked}
          onChange={() => onPick(item.id)}
          tabIndex={-1}
          aria-label={t('pick', { code: item.code })}
          className={clsx(
            'choice ticked absolute -inset-0.5 z-[1] rounded-sm',
            picking
              ? ''
              : 'opacity-0 max-tablet:hidden tablet:group-focus-within/row:opacity-100 tablet:group-hover/row:opacity-100',
          )}
        />
      </span>
      <div className="min-w-0 max-tablet:contents">
        <Link
          href={`/inbox/${item.id}`}
          prefetch={false}
          onClick={(event) => openOrSelect(event, item.id, onSelect)}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && onSelect(item.id)}
          className={clsx(
            'block font-medium text-14 after:absolute after:inset-0 wide:focus-visible:outline-none max-tablet:col-start-2 max-tablet:text-16/[22px] max-tablet:tracking-[-0.01em]',
            over && 'font-normal! text-fg-3',
          )}
        >
          <ActionTitle parts={item.title_parts} />
        </Link>
        {over && !hasFoot(item) ? (
          <p className="flex min-w-0 items-center gap-[5px] text-12/[18px] text-fg-2 max-tablet:col-start-2 max-tablet:row-start-2">
            <Ending item={item} late={late} />
          </p>
        ) : (
          <p className="flex min-w-0 items-center gap-[5px] text-12/[18px] text-fg-2 max-tablet:col-start-2 max-tablet:row-start-2 max-tablet:overflow-hidden">
            <span className="flex-none font-mono tracking-[-0.01em]">{item.agent.slug}</span>
            <BadgeCheck className="-ms-px size-3.5 flex-none text-fg-3" aria-label={t('verified')} />
            <span className="ms-1 truncate text-fg-3">{t('sponsor', { name: item.sponsor.name })}</span>
            {item.claim && !over ? <Looking claim={item.claim} /> : null}
            {hasFoot(item) ? null : <Marks item={item} />}
          </p>
        )}
        <RowFoot item={item} late={late} />
      </div>
      <div className="grid content-start justify-items-end gap-[5px] max-tablet:contents">
        {over ? (
          <span className="text-13 text-fg-3 max-tablet:col-start-3 max-tablet:row-start-1 tablet:h-[23px]">
            {late && item.status === 'pending' ? t('expired') : t('ended')}
          </span>
        ) : (
          <Countdown
            from={item.created_at}
            to={item.expires_at}
            className="w-16 text-end max-tablet:col-start-3 max-tablet:row-start-1 max-tablet:mt-px max-tablet:content-start max-tablet:justify-self-end"
          />
        )}
        <span className="flex items-center gap-2.5 max-tablet:col-start-3 max-tablet:row-start-2 max-tablet:gap-2 max-tablet:justify-self-end">
          {/* Its place stays when it is over, so that nothing beside it moves. */}
          <span className={clsx(over && 'invisible max-tablet:hidden')}>
            <QuorumCount needed={item.quorum.needed} given={item.quorum.given} />
          </span>
          <span className="font-mono text-12 text-fg-3">{item.code}</span>
        </span>
      </div>
    </article>
  )
}

/** "👁 Tom Ek": who says that they are looking. */
function Looking({ claim }: { claim: NonNullable<InboxItem['claim']> }) {
  const t = useTranslations('inbox.row')
  const { clock } = useFormat()
  const over = useExpired(claim.until)
  if (over) return null
  return (
    <span
      data-testid="claimed-by"
      title={t('until', { time: clock(claim.until) })}
      className={clsx(
        'ms-2 inline-flex flex-none items-center gap-1',
        claim.is_me ? 'font-medium text-ink' : 'text-fg-2',
      )}
    >
      <Eye className="size-3.5" aria-hidden="true" />
      {t.rich('looking', {
        who: claim.is_me ? 'me' : 'other',
        name: claim.person.name,
        hidden: (words) => <span className="sr-only">{words}</span>,
      })}
    </span>
  )
}

/** Whether a row has a third line: by what never changes, so that no row changes its height while it is read. */
function hasFoot(item: InboxItem): boolean {
  return item.signals.length > 0 || item.handed !== null
}

function RowFoot({ item, late }: { item: InboxItem; late: boolean }) {
  const t = useTranslations('inbox.row')
  if (!hasFoot(item)) return null
  const place = 'min-h-[25px] pt-[5px] max-tablet:col-start-2 max-tablet:col-end-4 max-tablet:row-start-3'
  if (item.status !== 'pending' || late) {
    return (
      <p className={clsx('flex items-center gap-[5px] text-12/[18px] text-fg-2', place)}>
        <Ending item={item} late={late} />
      </p>
    )
  }
  return (
    <p className={clsx('flex flex-wrap gap-1', place)}>
      <Marks item={item} />
      {item.handed ? <Chip title={item.handed.reason}>{t('from', { name: item.handed.by.name })}</Chip> : null}
      {item.signals.slice(0, 3).map((signal) => (
        <Chip key={signal.key} tone={signal.tone}>
          {signal.label}
        </Chip>
      ))}
    </p>
  )
}

/** What people have done with it so far. */
function Marks({ item }: { item: InboxItem }) {
  const t = useTranslations('inbox.row')
  const { moment } = useFormat()
  const mine = item.mine === 'approve' ? t('approved') : item.mine === 'abstain' ? t('abstained') : null
  return (
    <>
      {mine ? <Chip tone="ok">{mine}</Chip> : null}
      {item.open_questions > 0 ? <Chip>{t('question')}</Chip> : null}
      {item.snoozed_until ? <Chip>{t('back', { time: moment(item.snoozed_until, HOUR_AND_MINUTE) })}</Chip> : null}
    </>
  )
}

/** How it ended, on one line. */
function Ending({ item, late }: { item: InboxItem; late: boolean }) {
  const t = useTranslations('inbox.row')
  const Icon = ENDED[item.status]
  const sentence = item.ended?.sentence ?? (late ? t('nothingGranted') : t('itEnded'))
  return (
    <>
      <Icon className="size-3.5 flex-none" aria-hidden="true" />
      <span className="min-w-0 truncate max-tablet:whitespace-normal" title={sentence}>
        <HiddenText>{sentence}</HiddenText>
      </span>
    </>
  )
}

/**
 * Without a preview beside the list a press opens. It must not select as well: selecting writes the address a moment
 * later, and a write during a navigation calls the navigation off.
 */
function hasPreview(): boolean {
  return window.matchMedia('(min-width: 73.75rem)').matches
}

/** With a preview beside the list a click selects; a second click, or any other way of opening, opens. */
function openOrSelect(event: React.MouseEvent<HTMLAnchorElement>, id: string, onSelect: (id: string) => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.detail > 1 || event.detail === 0) return
  if (!hasPreview()) return
  event.preventDefault()
  onSelect(id)
}
