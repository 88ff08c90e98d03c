'use client'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { type Token, withoutToken } from '@/lib/core/inbox/query'
import { faultSentence } from './filter-fault'

/**
 * One finished part of a filter. Enter edits it, Delete removes it, the arrows go to its neighbours; a part that was not
 * understood is underlined and says why.
 */
export function FilterChip({
  token,
  onEdit,
  onRemove,
  onKeyDown,
}: {
  token: Token
  onEdit: () => void
  onRemove: () => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const t = useTranslations('inbox.filter')
  const inbox = useTranslations('inbox')
  const fault = token.fault === null ? null : faultSentence(inbox, token.fault)
  const wrong = fault !== null
  const [, before = '', after = token.raw] = /^(-?[A-Za-z_]+(?::|<=|>=|<|>))([\s\S]*)$/.exec(token.raw) ?? []
  return (
    <span
      title={fault ?? undefined}
      className={clsx(
        'inline-flex h-6 min-w-0 max-w-full flex-none items-center rounded-sm font-mono text-12',
        wrong ? 'bg-danger-soft text-danger' : 'bg-sunken',
      )}
    >
      <button
        type="button"
        data-chip
        onClick={onEdit}
        onKeyDown={onKeyDown}
        aria-label={fault === null ? t('chip', { token: token.raw }) : t('wrongChip', { token: token.raw, fault })}
        className="min-w-0 truncate ps-[7px] pe-0.5"
      >
        <span className={clsx(wrong && 'underline decoration-wavy decoration-1 underline-offset-2')}>
          {before === '' ? null : <span className={wrong ? '' : 'text-fg-3'}>{before}</span>}
          {after}
        </span>
      </button>
      <button
        type="button"
        tabIndex={-1}
        onClick={onRemove}
        aria-label={t('remove', { token: token.raw })}
        className="grid size-6 flex-none place-items-center text-fg-3 hover:text-fg"
      >
        <X className="size-3" aria-hidden="true" />
      </button>
    </span>
  )
}

/** The text with one of its tokens taken out and put at its end, where it can be typed on. */
export function editingToken(text: string, nth: number, raw: string): string {
  return `${withoutToken(text, nth)} ${raw}`.trimStart()
}
