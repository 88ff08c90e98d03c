'use client'
import { Button, buttonClass } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'

/** A one-time link, shown now and never again; it is kept nowhere. */
export function LinkOnce({
  link,
  name,
  note,
  onClose,
}: {
  link: string
  name: string
  note: string
  onClose: () => void
}) {
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={`One-time link for ${name}`}
      testId="link-once"
      foot={
        <>
          <Button onClick={onClose}>Done</Button>
          <CopyButton value={link} className={buttonClass({ look: 'primary' })}>
            Copy the link
          </CopyButton>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-4 tablet:px-8">
        <Strip tone="warn">
          It is shown only now. Whoever opens it becomes {name} here, so hand it over in person or on a channel that you
          trust.
        </Strip>
        <p className="machine break-all rounded-sm bg-sunken p-3 text-12" data-testid="one-time-link">
          {link}
        </p>
        <p className="text-13 text-fg-2">{note}</p>
      </div>
    </Sheet>
  )
}
