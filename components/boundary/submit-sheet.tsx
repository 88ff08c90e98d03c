'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { submitMutation } from '@/lib/boundaries/client'
import type { Blocker } from '@/lib/core/refusal'
import { serverNow } from '@/lib/http/client'
import { BlockerList } from './blocker-list'
import { DirectionTag } from './sentence'
import { useDesk, useDeskState } from './use-desk'
import { tally } from './words'

/** The last look before others are asked: what it is called, why, and what it does. */
export function SubmitSheet({ accepts, later, onClose }: { accepts: boolean; later: Blocker[]; onClose: () => void }) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const router = useRouter()
  const submit = useMutation(submitMutation(useQueryClient(), desk.slug))
  const title = useDeskState((state) => state.title)
  const note = useDeskState((state) => state.note)
  const ticket = useDeskState((state) => state.ticket)
  const comparison = useDeskState((state) => state.check.comparison)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [at, setAt] = useState('')
  async function send() {
    setBusy(true)
    setProblem('')
    try {
      if (!(await desk.saving.save())) throw new Error(t('submit.notSaved'))
      // The field is read as what its label says: UTC.
      await submit.mutateAsync({ edits: desk.saving.edits, accepts, activate_at: at === '' ? null : `${at}:00Z` })
      announce(t('submit.done'))
      router.push(`/boundaries/${desk.slug}/change`)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t('refused'))
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('submit.title', { title: desk.opened.workflow.title, version: `${desk.opened.version}` })}
      testId="submit-sheet"
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            size="lg"
            look="primary"
            disabled={busy || title.trim() === '' || note.trim() === ''}
            onClick={() => void send()}
            data-testid="submit-confirm"
          >
            {t('editor.submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 py-4 tablet:px-8">
        {problem ? (
          <Strip tone="danger" testId="submit-problem">
            {t('submit.failed', { why: problem })}
          </Strip>
        ) : null}
        {comparison ? (
          <p className="flex flex-wrap items-center gap-2 text-13 text-fg-2">
            <DirectionTag direction={comparison.direction} />
            {tally(t, comparison.items)}. {comparison.direction === 'loosens' ? t('submit.two') : t('submit.one')}
          </p>
        ) : null}
        <TextField
          label={t('submit.titleField')}
          hint={t('submit.titleHint')}
          value={title}
          maxLength={160}
          data-testid="submit-title"
          onChange={(event) => desk.change({ title: event.target.value })}
        />
        <TextArea
          label={t('submit.why')}
          hint={t('submit.whyHint')}
          rows={3}
          value={note}
          maxLength={2_000}
          data-testid="submit-note"
          onChange={(event) => desk.change({ note: event.target.value })}
        />
        <TextField
          label={t('submit.ticket')}
          hint={t('submit.ticketHint')}
          value={ticket}
          maxLength={80}
          onChange={(event) => desk.change({ ticket: event.target.value })}
        />
        <TextField
          label={t('submit.notBefore')}
          hint={t('submit.notBeforeHint')}
          type="datetime-local"
          value={at}
          min={new Date(serverNow()).toISOString().slice(0, 16)}
          data-testid="submit-at"
          onChange={(event) => setAt(event.target.value.slice(0, 16))}
        />
        {accepts ? <p className="text-13 text-fg-2">{t('submit.accepts')}</p> : null}
        {later.length > 0 ? (
          <section aria-label={t('submit.later')} className="rounded-sm bg-warn-soft px-3 py-2">
            <h3 className="text-13">{t('submit.laterTitle')}</h3>
            <BlockerList slug={desk.slug} blockers={later} />
          </section>
        ) : null}
      </div>
    </Sheet>
  )
}
