'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
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
  const t = useTranslations('words')
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
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            look="primary"
            disabled={!ready}
            data-testid="propose"
            onClick={() => {
              if (wish === null) return
              const body: ProposeBody = { ...wish, reason: reason.trim() }
              propose.mutate(body, {
                onSuccess: (answer) => {
                  announce(answer.applied ? t('propose.done') : t('propose.proposed'))
                  onDone?.(answer)
                  onClose()
                },
              })
            }}
          >
            {t('propose.submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        {children}
        <TextArea
          label={t('propose.why')}
          hint={t('propose.whyHint')}
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="propose-reason"
        />
        <p className="text-12 text-fg-3">{t('propose.note')}</p>
        <Failure error={propose.error} />
      </div>
    </Sheet>
  )
}
