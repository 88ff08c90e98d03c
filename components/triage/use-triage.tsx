'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import { useConnection } from '@/components/shell/connection'
import type { Shortcut } from '@/components/shell/shortcuts'
import { announce } from '@/components/ui/live-region'
import { ApiError } from '@/lib/http/client'
import { requestOptions, rowOptions } from '@/lib/inbox/client'
import { type TriageAct, triageMutation } from '@/lib/triage/client'

const SnoozeSheet = dynamic(() => import('./snooze-sheet').then((module) => module.SnoozeSheet), { ssr: false })
const HandOverSheet = dynamic(() => import('./hand-over-sheet').then((module) => module.HandOverSheet), { ssr: false })
const QuestionSheet = dynamic(() => import('./question-sheet').then((module) => module.QuestionSheet), { ssr: false })

export type TriageSheet = 'snooze' | 'hand_over' | 'ask'
export type Triage = {
  /** "I am looking", or no longer. */
  claim: () => void
  show: (sheet: TriageSheet) => void
  wake: () => void
  busy: boolean
  /** Why the last thing did not happen. */
  trouble: string | null
  dismiss: () => void
  sheets: ReactNode
}

/**
 * What can be done to one or several requests that decides nothing: claim, put aside, hand over, ask. `after` is told when
 * something was done. Where there is none to do it to, nothing happens.
 */
export function useTriage(ids: string[], after?: (done: string[]) => void): Triage {
  const t = useTranslations('triage')
  const queryClient = useQueryClient()
  const online = useConnection() !== 'offline'
  const act = useMutation(triageMutation(queryClient))
  const [sheet, setSheet] = useState<TriageSheet | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  async function run(what: TriageAct): Promise<boolean> {
    if (ids.length === 0) return false
    setTrouble(null)
    if (!online) {
      setTrouble({ kind: 'offline' })
      return false
    }
    try {
      const { done, refused } = await act.mutateAsync({ ids, act: what })
      if (done.length > 0) announce(saidOf(t, what.kind, done.length))
      const [first] = refused
      if (first) setTrouble({ kind: 'partly', refused: refused.length, all: ids.length, why: first.why })
      after?.(done)
      return refused.length === 0
    } catch (error) {
      setTrouble({ kind: 'failed', error })
      return false
    }
  }
  /** The sheet closes when it was done; what went wrong is said in it. */
  const submit = async (what: TriageAct) => {
    if (await run(what)) setSheet(null)
  }
  const show = (next: TriageSheet) => {
    setTrouble(null)
    setSheet(next)
  }
  /** The one request is claimed by this person, as far as this page knows. */
  const isMine = () => {
    const [id] = ids
    if (id === undefined || ids.length > 1) return false
    const known =
      queryClient.getQueryData(requestOptions(id).queryKey)?.item ?? queryClient.getQueryData(rowOptions(id).queryKey)
    return known?.claim?.is_me ?? false
  }
  const said = trouble === null ? null : sentenceOf(t, trouble)
  const common = { ids, busy: act.isPending, trouble: said, onClose: () => setSheet(null), onSubmit: submit }
  return {
    claim: () => void run({ kind: isMine() ? 'release' : 'claim' }),
    show,
    wake: () => void run({ kind: 'wake' }),
    busy: act.isPending,
    trouble: sheet === null ? said : null,
    dismiss: () => setTrouble(null),
    sheets:
      ids.length === 0 ? null : sheet === 'snooze' ? (
        <SnoozeSheet {...common} />
      ) : sheet === 'hand_over' ? (
        <HandOverSheet {...common} />
      ) : sheet === 'ask' ? (
        <QuestionSheet {...common} />
      ) : null,
  }
}

/** The keys, the same in the list and on the request's page. */
export function triageShortcuts(t: Translate<'triage'>, triage: Triage): Shortcut[] {
  const group = t('keys.group')
  return [
    { keys: 'm', label: t('keys.claim'), group, run: triage.claim, once: true },
    { keys: 'h', label: t('keys.snooze'), group, run: () => triage.show('snooze'), once: true },
    { keys: 'r', label: t('keys.handOver'), group, run: () => triage.show('hand_over'), once: true },
    { keys: 'q', label: t('keys.ask'), group, run: () => triage.show('ask'), once: true },
  ]
}

/** What went wrong last; it is said in the language of the moment. */
type Trouble =
  | { kind: 'offline' }
  | { kind: 'partly'; refused: number; all: number; why: string }
  | { kind: 'failed'; error: unknown }

function sentenceOf(t: Translate<'triage'>, trouble: Trouble): string {
  if (trouble.kind === 'offline') return t('trouble.offline')
  if (trouble.kind === 'partly')
    return t('trouble.partly', { refused: trouble.refused, all: trouble.all, why: trouble.why })
  if (trouble.error instanceof ApiError) return trouble.error.detail || t('trouble.refused')
  return t('trouble.failed')
}

function saidOf(t: Translate<'triage'>, kind: TriageAct['kind'], count: number): string {
  return kind === 'claim' || kind === 'snooze' || kind === 'hand_over'
    ? t(`said.${kind}`, { count })
    : t(`said.${kind}`)
}
