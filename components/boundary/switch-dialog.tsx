'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProposeSheet } from '@/components/settings/propose-sheet'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { suspendMutation } from '@/lib/boundaries/client'
import type { WorkflowView } from '@/lib/boundaries/schema-views'

/** Suspending narrows and is done by one; letting it go on again takes a second person. */
export function SwitchDialog({
  view,
  to,
  onClose,
}: {
  view: WorkflowView
  to: 'suspend' | 'resume'
  onClose: () => void
}) {
  const t = useTranslations('boundary')
  if (to === 'suspend') return <SuspendSheet view={view} onClose={onClose} />
  return (
    <ProposeSheet
      title={t('switch.goOn', { title: view.title })}
      wish={{ kind: 'workflow.resume', subject: { workflow_id: view.id } }}
      onClose={onClose}
    >
      <p className="text-fg-2">{t('switch.goOnNote')}</p>
    </ProposeSheet>
  )
}

function SuspendSheet({ view, onClose }: { view: WorkflowView; onClose: () => void }) {
  const t = useTranslations('boundary')
  const suspend = useMutation(suspendMutation(useQueryClient(), view.slug))
  const [reason, setReason] = useState('')
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('switch.suspend', { title: view.title })}
      width="sm"
      rule={false}
      testId="switch-dialog"
      foot={
        <>
          <Button onClick={onClose}>{t('switch.leave')}</Button>
          <Button
            look="dangerSolid"
            disabled={suspend.isPending || reason.trim() === ''}
            onClick={() =>
              suspend.mutate(reason.trim(), {
                onSuccess: () => {
                  announce(t('switch.done', { title: view.title }))
                  onClose()
                },
              })
            }
            data-testid="switch-confirm"
          >
            {t('switch.suspend', { title: view.title })}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 text-fg-2 tablet:px-8">
        <p>{t('switch.note')}</p>
        <TextArea
          label={t('switch.why')}
          hint={t('switch.whyHint')}
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="switch-reason"
        />
        {suspend.error ? <Strip tone="danger">{t('nothingChanged', { why: suspend.error.message })}</Strip> : null}
      </div>
    </Sheet>
  )
}
