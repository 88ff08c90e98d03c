'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { stepMutation } from '@/lib/boundaries/client'
import type { WorkflowView } from '@/lib/boundaries/schema'

/** Suspending narrows and is done by one; letting it go on again may take a second person. */
export function SwitchDialog({
  view,
  to,
  onClose,
}: {
  view: WorkflowView
  to: 'suspend' | 'resume'
  onClose: () => void
}) {
  const step = useMutation(stepMutation(useQueryClient(), view.slug))
  const suspending = to === 'suspend'
  async function confirm() {
    await step.mutateAsync({ step: to })
    announce(suspending ? `${view.title} is suspended` : `Asked that ${view.title} goes on`)
    onClose()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={suspending ? `Suspend ${view.title}` : `Let ${view.title} go on`}
      width="sm"
      rule={false}
      testId="switch-dialog"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look={suspending ? 'dangerSolid' : 'primary'}
            disabled={step.isPending}
            onClick={() => void confirm().catch(() => {})}
            data-testid="switch-confirm"
          >
            {suspending ? `Suspend ${view.title}` : `Resume ${view.title}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 text-fg-2 tablet:px-8">
        {suspending ? (
          <p>
            Pending requests are cancelled and open grants revoked at once. New requests are denied until it goes on
            again, which takes a second person.
          </p>
        ) : (
          <p>
            This is a proposal: an administrator or compliance reviewer applies it with a passkey. Until then requests
            stay denied. Cancelled requests do not come back.
          </p>
        )}
        {step.error ? <Strip tone="danger">Nothing was changed. {step.error.message}</Strip> : null}
      </div>
    </Sheet>
  )
}
