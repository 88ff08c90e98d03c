'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
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
import { quiet, SheetTitle, SheetTop } from './sheet-parts'

/** Stepping aside: it neither approves nor denies, and the others decide. */
export function AbstainSheet({ view, reading, onClose }: { view: RequestView; reading: Reading; onClose: () => void }) {
  const t = useTranslations('request')
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
          announce(t('abstain.done'))
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
      title={<SheetTitle verb="abstain" view={view} />}
      head={{ above: <SheetTop view={view} /> }}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button size="lg" look="solid" onClick={submit} disabled={decide.isPending} data-testid="abstain-confirm">
            {t('do.abstain')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 py-4 tablet:px-8">
        <p className="text-13 text-fg-2">{t('abstain.note')}</p>
        <TextArea
          ref={field}
          label={t.rich('sheet.reasonOptional', { quiet })}
          hint={t('abstain.hint')}
          value={reason}
          maxLength={limits.reasonChars}
          onChange={(event) => setReason(event.target.value)}
        />
        {decide.error ? (
          <Strip tone="danger">{t('failure.notRecorded', { why: failureOf(t, decide.error).sentence })}</Strip>
        ) : null}
      </div>
    </Sheet>
  )
}
