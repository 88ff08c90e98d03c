'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lowerFirst } from '@/components/request/action-sentence'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { revokeMutation } from '@/lib/grants/client'
import { ApiError } from '@/lib/http/client'
import type { GrantView } from '@/lib/inbox/schema'

/** Takes one grant back. It works at once: the next redemption is refused, and what is running loses its access. */
export function RevokeDialog({ grant, onClose }: { grant: GrantView; onClose: () => void }) {
  const t = useTranslations('grants.dialog')
  const [reason, setReason] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const revoke = useMutation(revokeMutation(useQueryClient()))
  async function submit() {
    if (reason.trim() === '') return field.current?.focus()
    await revoke.mutateAsync({ id: grant.id, reason: reason.trim() }).then(
      () => {
        announce(t('done'))
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
      testId="revoke-dialog"
      initialFocus={field}
      rule={false}
      title={t('title', { title: lowerFirst(grant.title) })}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('keep')}
          </Button>
          <Button
            size="lg"
            look="dangerSolid"
            onClick={submit}
            disabled={revoke.isPending}
            data-testid="revoke-confirm"
          >
            {t('now')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 tablet:px-8">
        <p className="text-13 text-fg-2">{grant.status === 'redeemed' ? t('begun') : t('fresh')}</p>
        <TextArea
          ref={field}
          label={t('reason')}
          hint={t('reasonHint')}
          value={reason}
          maxLength={2_000}
          onChange={(event) => setReason(event.target.value)}
        />
        {revoke.error ? (
          <Strip tone="danger">
            {revoke.error instanceof ApiError && revoke.error.detail ? revoke.error.detail : t('failed')}
          </Strip>
        ) : null}
      </div>
    </Sheet>
  )
}
