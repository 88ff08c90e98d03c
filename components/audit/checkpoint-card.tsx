'use client'
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import { Ago } from '@/components/ui/time'
import type { AuditPage } from '@/lib/audit/schema'

const LATE_SECONDS = 10

/** The signed head of the log: how many entries it covers, its root, and what it does not cover yet. */
export function CheckpointCard({ page }: { page: AuditPage | undefined }) {
  const checkpoint = page?.checkpoint
  const lag = page?.lag
  const late = lag !== undefined && lag.entries > 0 && lag.seconds > LATE_SECONDS
  return (
    <section
      aria-label="Checkpoint"
      data-testid="checkpoint"
      className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-1 border-line border-b bg-panel px-6 py-2 text-13 max-tablet:px-4"
    >
      {checkpoint ? (
        <>
          <span className="inline-flex items-center gap-2">
            <ShieldCheck className="size-4 text-ok" aria-hidden="true" />
            <b className="font-medium">Checkpoint {checkpoint.size.toLocaleString('en-GB')}</b>
          </span>
          <span className="text-fg-2">
            signed <Ago at={checkpoint.signed_at} />
          </span>
          <code className="min-w-0 truncate text-12 text-fg-3 max-tablet:hidden" title={checkpoint.root}>
            root {checkpoint.root}
          </code>
        </>
      ) : (
        <span className="text-fg-2">{page ? 'No checkpoint has been signed yet.' : ' '}</span>
      )}
      {lag ? (
        <span className={late ? 'ms-auto inline-flex items-center gap-1.5 text-warn' : 'ms-auto text-12 text-fg-3'}>
          {late ? <TriangleAlert className="size-3.5" aria-hidden="true" /> : null}
          {lag.entries === 0
            ? 'every entry is under it'
            : `${lag.entries} ${lag.entries === 1 ? 'entry waits' : 'entries wait'}, ${Math.round(lag.seconds)} s behind`}
        </span>
      ) : null}
    </section>
  )
}
