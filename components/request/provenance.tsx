import { BadgeCheck, MessageSquareQuote, Sigma } from 'lucide-react'
import type { ReactNode } from 'react'

/** Where a section's words come from. A tick that is the norm is grey; only the deed's is green. */
export function Provenance({
  kind,
  children,
}: {
  kind: 'set' | 'verified' | 'derived' | 'claimed'
  children: ReactNode
}) {
  const Icon = kind === 'claimed' ? MessageSquareQuote : kind === 'derived' ? Sigma : BadgeCheck
  return (
    <span
      className={
        kind === 'claimed'
          ? 'inline-flex items-center gap-[5px] font-medium text-12 text-fg-2'
          : 'inline-flex items-center gap-[5px] text-12 text-fg-3'
      }
    >
      <Icon className={kind === 'set' || kind === 'verified' ? 'size-3.5 text-ok' : 'size-3.5'} aria-hidden="true" />
      {children}
    </span>
  )
}
