'use client'
import { Button, buttonClass } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'

/** A signing secret, shown now and never again; it is stored nowhere. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title="Signing secret"
      testId="secret-once"
      foot={
        <>
          <Button onClick={onClose}>Done</Button>
          <CopyButton value={secret} className={buttonClass({ look: 'primary' })}>
            Copy the secret
          </CopyButton>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-4 tablet:px-8">
        <Strip tone="warn">It is shown only now. Whoever has it can make messages that look like ours.</Strip>
        <p className="machine break-all rounded-sm bg-sunken p-3 text-12">{secret}</p>
        <p className="text-13 text-fg-2">
          Each message has webhook-id, webhook-timestamp and webhook-signature, as Standard Webhooks says. For a day
          after a change it is signed with the old secret as well.
        </p>
      </div>
    </Sheet>
  )
}
