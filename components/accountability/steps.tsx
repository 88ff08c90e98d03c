'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { dateOnly } from '@/components/ui/duration'
import { announce } from '@/components/ui/live-region'
import { Ago } from '@/components/ui/time'
import { remindMutation } from '@/lib/accountability/client'
import type { CellDetail } from '@/lib/accountability/schema'
import { Failed } from './failed'

/** What happened with this assignment and what comes next: named, signed, judged again. */
export function Steps({ detail }: { detail: CellDetail }) {
  const { cell, assigned, signed } = detail
  const [latest] = signed
  const person = cell.person?.name ?? 'The assignee'
  const open = cell.state === 'gap'
  return (
    <ol className="grid" aria-label="What happened">
      {assigned ? (
        <Step done title={`Named by ${assigned.by}`}>
          <Ago at={assigned.at} />
        </Step>
      ) : null}
      {open && cell.gap !== null ? (
        <Step now title={cell.acknowledged_at === null ? `${person} has not acknowledged it yet` : capital(cell.gap)}>
          {detail.reminded_at === null ? null : (
            <>
              last asked <Ago at={detail.reminded_at} />
            </>
          )}
          <span className="mt-2 flex gap-2">
            {cell.may.acknowledge ? (
              <Link href="/accountability/mine" className={buttonClass({ look: 'primary', size: 'sm' })}>
                Acknowledge it
              </Link>
            ) : detail.may_assign && cell.assignment_id !== null && cell.person ? (
              <Remind id={cell.assignment_id} />
            ) : null}
          </span>
        </Step>
      ) : latest ? (
        <Step done title={`Signed by ${latest.by}`}>
          <Ago at={latest.at} />, with a passkey
          {signed.length > 1 ? `; ${signed.length} times since ${dateOnly(signed.at(-1)?.at ?? latest.at)}` : ''}
        </Step>
      ) : cell.acknowledged_at ? (
        <Step done title={`Acknowledged by ${person}`}>
          <Ago at={cell.acknowledged_at} />
        </Step>
      ) : null}
      {open ? (
        <Step title="Requests are judged again">what was denied stays denied; agents may ask anew</Step>
      ) : cell.review_due ? (
        <Step title={`To be confirmed by ${dateOnly(cell.review_due)}`}>
          {person} is reminded before; unconfirmed, it lapses
        </Step>
      ) : null}
    </ol>
  )
}

function Remind({ id }: { id: string }) {
  const remind = useMutation(remindMutation(useQueryClient()))
  return (
    <>
      <Button
        size="sm"
        disabled={remind.isPending || remind.data !== undefined}
        onClick={() =>
          remind.mutate(id, {
            onSuccess: ({ reminded }) => announce(reminded ? 'Reminded' : 'Reminded within the last day already'),
          })
        }
        data-testid="remind"
      >
        {remind.data === undefined ? 'Remind' : remind.data.reminded ? 'Reminded' : 'Asked within the last day'}
      </Button>
      <Failed error={remind.error} what="Nobody was reminded." />
    </>
  )
}

function Step({
  title,
  children,
  done = false,
  now = false,
}: {
  title: string
  children: ReactNode
  done?: boolean
  now?: boolean
}) {
  return (
    <li className="relative grid grid-cols-[14px_minmax(0,1fr)] gap-3 pb-4 last:pb-0 not-last:before:absolute not-last:before:start-[6px] not-last:before:top-3 not-last:before:bottom-0 not-last:before:w-px not-last:before:bg-line-strong">
      <span
        aria-hidden="true"
        className={clsx(
          'relative z-10 mt-1 size-3 rounded-full border-2',
          done ? 'border-ok bg-ok' : now ? 'border-warn bg-sheet' : 'border-line-strong bg-sheet',
        )}
      />
      <div>
        <p className={clsx('text-13', done || now ? 'font-medium' : 'text-fg-2')}>{title}</p>
        <div className="text-12 text-fg-3">{children}</div>
      </div>
    </li>
  )
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
