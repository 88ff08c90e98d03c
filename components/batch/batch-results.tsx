'use client'
import { Ban, Check, CircleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { HiddenText } from '@/components/ui/hidden-text'
import type { BatchResult } from '@/lib/batches/schema'

/** What became of each. What was not recorded comes first, with the reason. */
export function BatchResults({
  results,
  titleOf,
  actions,
}: {
  results: readonly BatchResult[]
  titleOf: (id: string) => { title: string; code: string }
  actions?: ReactNode
}) {
  const failed = results.filter(({ recorded }) => !recorded)
  const done = results.filter(({ recorded }) => recorded)
  return (
    <section
      aria-label="What became of each"
      className="mx-auto w-full max-w-[860px] px-4 py-6 tablet:px-6"
      data-testid="batch-results"
    >
      <h2 className="text-20 tracking-[-0.015em]" tabIndex={-1}>
        {failed.length === 0
          ? `${done.length === 1 ? '1 decision is' : `All ${done.length} decisions are`} recorded`
          : `${failed.length} of ${results.length} ${failed.length === 1 ? 'was' : 'were'} not recorded`}
      </h2>
      {failed.length > 0 ? (
        <p className="mt-1 text-13 text-fg-2">
          {done.length === 0
            ? 'Nothing was decided.'
            : `The other ${done.length} are recorded; nothing takes them back.`}
        </p>
      ) : null}
      <ul className="mt-4 border-line border-t">
        {[...failed, ...done].map((result) => {
          const { title, code } = titleOf(result.request_id)
          return (
            <li
              key={result.request_id}
              data-testid={`batch-result-${result.request_id}`}
              data-recorded={result.recorded}
              className="relative grid grid-cols-[18px_minmax(0,1fr)_auto] gap-x-3 border-line border-b bg-panel px-4 py-2.5 text-13"
            >
              <Mark result={result} />
              <span className="min-w-0">
                <Link href={`/inbox/${result.request_id}`} className="font-medium text-14 after:absolute after:inset-0">
                  <HiddenText>{title}</HiddenText>
                </Link>
                <span className={result.recorded ? 'block text-fg-2' : 'block text-danger'}>{sentence(result)}</span>
              </span>
              <span className="font-mono text-12 text-fg-3">{code}</span>
            </li>
          )
        })}
      </ul>
      {actions ? <div className="mt-5 flex flex-wrap gap-2">{actions}</div> : null}
    </section>
  )
}

function Mark({ result }: { result: BatchResult }) {
  if (!result.recorded) return <CircleAlert className="mt-0.5 size-4 text-danger" aria-label="not recorded" />
  return result.verb === 'approve' ? (
    <Check className="mt-0.5 size-4 text-ok" aria-label="approved" />
  ) : (
    <Ban className="mt-0.5 size-4 text-fg-2" aria-label="denied" />
  )
}

function sentence(result: BatchResult): string {
  if (!result.recorded) return `Not recorded. ${result.detail}`
  if (result.status === 'approved') return 'Approved. The agent has its grant.'
  if (result.status === 'denied') return 'Denied. The agent was told.'
  return result.verb === 'approve'
    ? `Approved by you, ${result.given} of ${result.needed}. It waits for the others.`
    : 'Denied by you. It waits for the others.'
}
