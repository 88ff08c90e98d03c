'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useSingleKeys } from '@/components/shell/shortcuts'
import { Button } from '@/components/ui/button'
import { useClock } from '@/components/ui/clock'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { takeBackMutation } from '@/lib/decisions/client'
import type { GrantView, RequestView } from '@/lib/inbox/schema'
import { failureOf } from './failure'

export type Undo = { can: boolean; run: () => void; busy: boolean; trouble: string | null }

/** True while the grant is issued and not released, by the server's clock. */
export function useHeld(grant: GrantView | null): boolean {
  const until = grant?.status === 'issued' ? Date.parse(grant.not_before) : 0
  return useClock((now) => now < until)
}

/** Taking one's approval back while the grant is held back; afterwards only revoking is left. */
export function useUndo(view: RequestView): Undo {
  const t = useTranslations('request')
  const held = useHeld(view.grant)
  const mine = view.reviewers.some((reviewer) => reviewer.is_me && reviewer.state === 'approved')
  const back = useMutation(takeBackMutation(useQueryClient(), view.item.id))
  const can = held && mine && view.item.status === 'approved'
  return {
    can,
    busy: back.isPending,
    trouble: back.error ? failureOf(t, back.error).sentence : null,
    run: () => {
      if (!can || back.isPending) return
      back.mutate(undefined, { onSuccess: () => announce(t('undo.done')) })
    },
  }
}

/** `z` while a sheet owns the keyboard, where the page's own keys rest. */
export function useUndoKey({ can, run }: Undo): void {
  const single = useSingleKeys()
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!can || !single) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'z' || event.repeat || event.metaKey || event.ctrlKey || event.altKey) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [can, single])
}

export function UndoButton({ undo }: { undo: Undo }) {
  const t = useTranslations('request.undo')
  return (
    <Button onClick={undo.run} disabled={undo.busy} data-testid="undo-button">
      {t('undo')}
      <Kbd>z</Kbd>
    </Button>
  )
}

const SEGMENTS = 10

/** What is left of the moment in which the grant is held back; nothing once it is over. */
export function GraceBar({ grant }: { grant: GrantView }) {
  const end = Date.parse(grant.not_before)
  const total = end - Date.parse(grant.issued_at)
  const left = useClock((now) => (total <= 0 ? 0 : Math.min(Math.ceil(((end - now) / total) * SEGMENTS), SEGMENTS)))
  if (left <= 0 || grant.status !== 'issued') return null
  return (
    <span aria-hidden="true" className="grid grid-cols-10 gap-[3px]" data-testid="grace-bar">
      {Array.from({ length: SEGMENTS }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: segments are all alike
        <i key={at} className={clsx('h-1', at < left ? 'bg-fg' : 'bg-line')} />
      ))}
    </span>
  )
}
