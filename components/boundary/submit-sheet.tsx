'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
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
      if (!(await desk.saving.save())) throw new Error('It could not be saved.')
      // The field is read as what its label says: UTC.
      await submit.mutateAsync({ edits: desk.saving.edits, accepts, activate_at: at === '' ? null : `${at}:00Z` })
      announce('Handed in for review')
      router.push(`/boundaries/${desk.slug}/change`)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'It was refused.')
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Submit ${desk.opened.workflow.title} v${desk.opened.version} for review`}
      testId="submit-sheet"
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            look="primary"
            disabled={busy || title.trim() === '' || note.trim() === ''}
            onClick={() => void send()}
            data-testid="submit-confirm"
          >
            Submit for review
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 py-4 tablet:px-8">
        {problem ? (
          <Strip tone="danger" testId="submit-problem">
            Nothing was handed in. {problem}
          </Strip>
        ) : null}
        {comparison ? (
          <p className="flex flex-wrap items-center gap-2 text-13 text-fg-2">
            <DirectionTag direction={comparison.direction} />
            {tally(comparison.items)}.{' '}
            {comparison.direction === 'loosens'
              ? 'It needs the accountable owner and one person who is independent of you.'
              : 'One other person lets it through.'}
          </p>
        ) : null}
        <TextField
          label="Title"
          hint="What it does, as the list of changes will say it."
          value={title}
          maxLength={160}
          data-testid="submit-title"
          onChange={(event) => desk.change({ title: event.target.value })}
        />
        <TextArea
          label="Why"
          hint="Reviewers read it first."
          rows={3}
          value={note}
          maxLength={2_000}
          data-testid="submit-note"
          onChange={(event) => desk.change({ note: event.target.value })}
        />
        <TextField
          label="Ticket"
          hint="Optional: a number or an address."
          value={ticket}
          maxLength={80}
          onChange={(event) => desk.change({ ticket: event.target.value })}
        />
        <TextField
          label="Not before (UTC)"
          hint="Optional: approved earlier, it waits for this moment, and everything that could block it is checked then."
          type="datetime-local"
          value={at}
          min={new Date(serverNow()).toISOString().slice(0, 16)}
          data-testid="submit-at"
          onChange={(event) => setAt(event.target.value.slice(0, 16))}
        />
        {accepts ? <p className="text-13 text-fg-2">You accept by name that the denied requests would pass.</p> : null}
        {later.length > 0 ? (
          <section aria-label="Open before it can be activated" className="rounded-sm bg-warn-soft px-3 py-2">
            <h3 className="text-13">It can be reviewed, but not activated before this is settled</h3>
            <BlockerList slug={desk.slug} blockers={later} />
          </section>
        ) : null}
      </div>
    </Sheet>
  )
}
