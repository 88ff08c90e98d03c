'use client'
import { Dialog } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import type { ReactNode, RefObject } from 'react'

/**
 * A modal sheet: centred on a desk, from the bottom on a phone. Focus is trapped, Esc closes, focus returns to where
 * it was. A press outside does nothing: what was typed is not lost by a slip.
 */
export function Sheet({
  open,
  onClose,
  title,
  head,
  children,
  foot,
  width = 'md',
  testId,
  initialFocus,
  finalFocus,
  rule = true,
}: {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** What stands above and below the title. */
  head?: { above?: ReactNode; below?: ReactNode }
  children: ReactNode
  foot?: ReactNode
  width?: 'sm' | 'md' | 'lg'
  testId?: string
  initialFocus?: RefObject<HTMLElement | null>
  finalFocus?: RefObject<HTMLElement | null>
  /** The double rule: only on what a person signs or refuses. */
  rule?: boolean
}) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          data-testid={testId}
          {...(initialFocus ? { initialFocus } : {})}
          {...(finalFocus ? { finalFocus } : {})}
          className={clsx(
            'fixed z-50 flex max-h-[calc(100dvh-64px)] flex-col overflow-hidden border-line-strong bg-sheet shadow-paper outline-none',
            'tablet:top-11 tablet:left-1/2 tablet:-translate-x-1/2 tablet:rounded-md tablet:border',
            'max-tablet:inset-x-0 max-tablet:bottom-0 max-tablet:rounded-t-lg max-tablet:border-t',
            width === 'sm' && 'tablet:w-[480px]',
            width === 'md' && 'tablet:w-[600px]',
            width === 'lg' && 'tablet:w-[min(900px,calc(100vw-48px))]',
          )}
        >
          <header className="px-4 pt-4 pb-3 tablet:px-8 tablet:pt-5 tablet:pb-4">
            {head?.above}
            <Dialog.Title className="text-balance text-20 tracking-[-0.015em]">{title}</Dialog.Title>
            {head?.below}
          </header>
          {rule ? <div className="deed-rule mx-4 flex-none tablet:mx-8" /> : null}
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
          {foot ? (
            <footer className="flex gap-2 border-line border-t px-4 py-3 max-tablet:flex-col-reverse max-tablet:pb-[calc(12px+env(safe-area-inset-bottom))] tablet:justify-end tablet:px-8 tablet:py-4">
              {foot}
            </footer>
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
