'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import { SideSheet } from '@/components/ui/side-sheet'
import { Row, Shelf, State } from './frame'

type Open = 'sm' | 'md' | 'lg' | 'side'

/** Sheets, opened by their buttons. */
export function Sheets() {
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  return (
    <Shelf id="sheets" title="Sheets" note="The double rule stands only over what a person signs or refuses.">
      <Row>
        {(['sm', 'md', 'lg', 'side'] as const).map((which) => (
          <State key={which} name={which === 'side' ? 'from the side' : which}>
            <Button onClick={() => setOpen(which)}>Open</Button>
          </State>
        ))}
      </Row>
      {open === 'side' ? (
        <SideSheet onClose={close} title="payments.refund" above="Action type">
          <p className="px-5 py-4">What stands beside the page.</p>
        </SideSheet>
      ) : null}
      <Sheet
        open={open !== null && open !== 'side'}
        onClose={close}
        title="Approve: refund €1,240.00 to customer 8812"
        width={open === null || open === 'side' ? 'md' : open}
        foot={
          <>
            <Button onClick={close}>Back</Button>
            <Button look="primary" onClick={close}>
              Approve
            </Button>
          </>
        }
      >
        <p className="px-4 py-4 tablet:px-8">What is signed stands here, to its last character.</p>
      </Sheet>
    </Shelf>
  )
}
