'use client'
import { clsx } from 'clsx'
import { Ban, Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Batch, BatchRow } from './use-batch'

/** Approve, deny, or neither: what is meant for one request. What was not opened can only be opened. */
export function RowChoice({
  row,
  batch,
  onOpen,
  onDeny,
}: {
  row: BatchRow
  batch: Batch
  onOpen: () => void
  onDeny: () => void
}) {
  const t = useTranslations('batch')
  const words = useTranslations('request')
  const { id, code } = row.item
  if (!batch.isOpen(row)) {
    const item = batch.itemOf(row)
    return (
      <span className="text-12 text-fg-3">
        <HiddenText>{item.ended?.sentence ?? (item.mine === null ? t('row.notYours') : t('row.decided'))}</HiddenText>
      </span>
    )
  }
  if (!batch.isOpened(id))
    return (
      <button type="button" className="link inline-flex min-h-8 items-center text-13" onClick={onOpen}>
        {t.rich('row.open', { code, hidden: (text) => <span className="sr-only">{text}</span> })}
      </button>
    )
  const staged = batch.staged(id)
  const approves = staged?.verb === 'approve'
  return (
    <span className="inline-flex rounded-md border border-line-strong">
      <Toggle
        on={staged?.verb === 'deny'}
        tone="deny"
        label={t('row.deny', { code })}
        testId={`deny-${id}`}
        title={staged?.verb === 'deny' ? t(`code.${staged.code}`) : undefined}
        onClick={() => (staged?.verb === 'deny' ? batch.stage(id, undefined) : onDeny())}
      >
        <Ban className="size-3.5" aria-hidden="true" />
        {words('do.deny')}
      </Toggle>
      <Toggle
        on={approves}
        tone="approve"
        label={t('row.approve', { code })}
        testId={`approve-${id}`}
        disabled={batch.isUnread(id)}
        onClick={() => batch.stage(id, approves ? undefined : { verb: 'approve' })}
      >
        <Check className="size-3.5" aria-hidden="true" />
        {words('do.approve')}
      </Toggle>
    </span>
  )
}

function Toggle({
  on,
  tone,
  label,
  testId,
  title,
  disabled = false,
  onClick,
  children,
}: {
  on: boolean
  tone: 'approve' | 'deny'
  label: string
  testId: string
  title?: string | undefined
  disabled?: boolean
  onClick: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={label}
      title={title}
      disabled={disabled}
      data-testid={testId}
      onClick={onClick}
      className={clsx(
        'inline-flex min-h-8 items-center gap-1 px-2.5 text-12 first:rounded-s-[5px] last:rounded-e-[5px] first:border-line-strong first:border-e disabled:cursor-not-allowed disabled:text-fg-3 max-tablet:min-h-10 max-tablet:px-3.5',
        on
          ? tone === 'approve'
            ? 'bg-ink font-medium text-on-ink'
            : 'bg-fg font-medium text-page'
          : 'bg-sheet text-fg-2 hover:bg-sunken hover:text-fg',
      )}
    >
      {children}
    </button>
  )
}
