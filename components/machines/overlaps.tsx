'use client'
import { GitFork } from 'lucide-react'
import type { OverlapView } from '@/lib/machines/schema'

/** What several workflows claim at once, red until one of them was chosen to judge it. */
export function Overlaps({ overlaps }: { overlaps: OverlapView[] }) {
  const open = overlaps.filter((overlap) => overlap.owner === null)
  if (open.length === 0) return null
  return (
    <section aria-label="Overlapping claims" className="grid gap-3">
      {open.map((overlap) => (
        <div
          key={`${overlap.action} ${overlap.pattern}`}
          data-testid="overlap"
          className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 rounded-paper border border-danger border-s-[3px] bg-sheet px-4 py-3"
        >
          <GitFork className="mt-0.5 size-4 text-danger" aria-hidden="true" />
          <p className="text-13">
            <span className="font-medium">
              {overlap.claims.map((claim) => claim.workflow.title).join(' and ')} claim the same thing here.
            </span>{' '}
            Nothing that claims it is activated until one is chosen.
            <span className="machine block text-12 text-fg-2">
              {overlap.action} on {overlap.pattern}
            </span>
          </p>
        </div>
      ))}
    </section>
  )
}
