'use client'
import { Menu as Base } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A button that opens a short list of actions. */
export function Menu({
  trigger,
  label,
  children,
  className,
  side = 'top',
}: {
  trigger: ReactNode
  label?: string
  children: ReactNode
  className?: string
  side?: 'top' | 'bottom'
}) {
  return (
    <Base.Root>
      <Base.Trigger aria-label={label} className={className}>
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner side={side} align="start" sideOffset={6} className="z-50">
          <Base.Popup className="min-w-48 rounded-md border border-line-strong bg-sheet p-1 shadow-paper outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function MenuItem({
  onSelect,
  children,
  className,
}: {
  onSelect: () => void
  children: ReactNode
  className?: string
}) {
  return (
    <Base.Item
      onClick={onSelect}
      className={clsx(
        'flex min-h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2 text-13 outline-none data-[highlighted]:bg-sunken',
        className,
      )}
    >
      {children}
    </Base.Item>
  )
}
