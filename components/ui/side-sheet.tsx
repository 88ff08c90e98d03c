'use client'
import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'

/**
 * A panel from the side of a desk, from the bottom of a phone, over a page that goes on behind it. Focus is trapped, Esc and
 * a press outside close it, focus returns to where it was.
 */
export function SideSheet({
  onClose,
  title,
  above,
  children,
  foot,
  testId,
}: {
  onClose: () => void
  title: ReactNode
  above?: ReactNode
  children: ReactNode
  foot?: ReactNode
  testId?: string
}) {
  const t = useTranslations('words')
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim/40" />
        <Dialog.Popup
          data-testid={testId}
          className="fixed z-50 flex flex-col overflow-hidden border-line-strong bg-sheet shadow-paper outline-none max-tablet:inset-x-0 max-tablet:bottom-0 max-tablet:max-h-[calc(100dvh-48px)] max-tablet:rounded-t-lg max-tablet:border-t tablet:inset-y-0 tablet:end-0 tablet:w-[380px] tablet:border-s"
        >
          <header className="flex items-start gap-3 border-line border-b px-5 py-3">
            <div className="min-w-0 flex-1">
              {above ? <p className="text-12 text-fg-3">{above}</p> : null}
              <Dialog.Title className="text-16 tracking-[-0.008em]">{title}</Dialog.Title>
            </div>
            <Dialog.Close
              aria-label={t('close')}
              className="grid size-8 flex-none place-items-center rounded-md text-fg-2 hover:text-fg"
            >
              <X className="size-4" aria-hidden="true" />
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
          {foot ? <footer className="border-line border-t px-5 py-3">{foot}</footer> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
