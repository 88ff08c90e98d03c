'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { proposeMutation } from '@/lib/proposals/client'
import type { ProposalAnswer, ProposeBody } from '@/lib/proposals/schema'
import { Failure } from './failure'

type WishOf<B> = B extends { reason: string } ? Omit<B, 'reason'> : never
/** What is proposed, without the reason that the sheet asks for. */
export type ProposedWish = WishOf<ProposeBody>

/** Asks for the reason of a change that takes two people, and proposes it. `wish` null: something is still to be chosen. */
export function ProposeSheet({
  title,
  wish,
  children,
  onClose,
  onDone,
}: {
  title: string
  wish: ProposedWish | null
  children?: ReactNode
  onClose: () => void
  onDone?: (answer: ProposalAnswer) => void
}) {
  const propose = useMutation(proposeMutation(useQueryClient()))
  const [reason, setReason] = useState('')
  const ready = wish !== null && reason.trim() !== '' && !propose.isPending
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={title}
      testId="propose-sheet"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={!ready}
            data-testid="propose"
            onClick={() => {
              if (wish === null) return
              const body: ProposeBody = { ...wish, reason: reason.trim() }
              propose.mutate(body, {
                onSuccess: (answer) => {
                  announce(answer.applied ? 'Done' : 'Proposed. Somebody else has to agree.')
                  onDone?.(answer)
                  onClose()
                },
              })
            }}
          >
            Propose
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        {children}
        <TextArea
          label="Why"
          hint="Whoever agrees reads it, and it stays in the log."
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="propose-reason"
        />
        <p className="text-12 text-fg-3">
          It takes effect when another administrator or compliance reviewer applies it with a passkey, within seven
          days.
        </p>
        <Failure error={propose.error} />
      </div>
    </Sheet>
  )
}
