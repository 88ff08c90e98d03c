'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
  if (to === 'suspend') return <SuspendSheet view={view} onClose={onClose} />
  return (
    <ProposeSheet
      title={`Let ${view.title} go on`}
      wish={{ kind: 'workflow.resume', subject: { workflow_id: view.id } }}
      onClose={onClose}
    >
      <p className="text-fg-2">
        Until somebody else agrees, requests stay denied. What was cancelled or revoked does not come back.
      </p>
    </ProposeSheet>
  )
}

function SuspendSheet({ view, onClose }: { view: WorkflowView; onClose: () => void }) {
  const suspend = useMutation(suspendMutation(useQueryClient(), view.slug))
  const [reason, setReason] = useState('')
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Suspend ${view.title}`}
      width="sm"
      rule={false}
      testId="switch-dialog"
      foot={
        <>
          <Button onClick={onClose}>Leave it working</Button>
          <Button
            look="dangerSolid"
            disabled={suspend.isPending || reason.trim() === ''}
            onClick={() =>
              suspend.mutate(reason.trim(), {
                onSuccess: () => {
                  announce(`${view.title} is suspended`)
                  onClose()
                },
              })
            }
            data-testid="switch-confirm"
          >
            Suspend {view.title}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 text-fg-2 tablet:px-8">
        <p>
          Pending requests are cancelled and open grants revoked at once. New requests are denied until it goes on
          again, which takes a second person.
        </p>
        <TextArea
          label="Why"
          hint="Owners and sponsors read it, and it stays in the log."
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="switch-reason"
        />
        {suspend.error ? <Strip tone="danger">Nothing was changed. {suspend.error.message}</Strip> : null}
      </div>
    </Sheet>
  )
}
