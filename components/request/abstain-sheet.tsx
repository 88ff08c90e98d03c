'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import { decisionMutation } from '@/lib/decisions/client'
import type { RequestView } from '@/lib/inbox/schema'
import { failureOf } from './failure'
import type { Reading } from './reading'
import { readingOf } from './reading-log'
import { SheetTitle, SheetTop } from './sheet-parts'

/** Stepping aside: it neither approves nor denies, and the others decide. */
export function AbstainSheet({ view, reading, onClose }: { view: RequestView; reading: Reading; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const decide = useMutation(decisionMutation(useQueryClient(), view.item.id))
  async function submit() {
    await decide
      .mutateAsync({
        verb: 'abstain',
        presentation_digest: view.presentation_digest,
        reason: reason.trim(),
        expanded: reading.expanded,
        reading: readingOf(view.presentation_digest),
      })
      .then(
        () => {
          announce('You abstained')
          onClose()
        },
        () => {},
      )
  }
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      testId="abstain-sheet"
      initialFocus={field}
      title={<SheetTitle verb="Abstain" view={view} />}
      head={{ above: <SheetTop view={view} /> }}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            Cancel<Kbd>Esc</Kbd>
          </Button>
          <Button size="lg" look="solid" onClick={submit} disabled={decide.isPending} data-testid="abstain-confirm">
            Abstain
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 py-4 tablet:px-8">
        <p className="text-13 text-fg-2">
          You step aside and cannot come back to it. The others decide; if nobody does in time, nothing is granted.
        </p>
        <TextArea
          ref={field}
          label={
            <>
              Reason <span className="font-normal text-fg-3">optional</span>
            </>
          }
          hint="A conflict, not your field, no time."
          value={reason}
          maxLength={limits.reasonChars}
          onChange={(event) => setReason(event.target.value)}
        />
        {decide.error ? <Strip tone="danger">Not recorded. {failureOf(decide.error).sentence}</Strip> : null}
      </div>
    </Sheet>
  )
}
