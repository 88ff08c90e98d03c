'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button, buttonClass } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Ago } from '@/components/ui/time'
import { remindMutation } from '@/lib/accountability/client'
import type { CellDetail } from '@/lib/accountability/schema'
import { Failed } from './failed'

/** What happened with this assignment and what comes next: named, signed, judged again. */
export function Steps({ detail }: { detail: CellDetail }) {
  const t = useTranslations('accountability')
  const { date } = useFormat()
  const { cell, assigned, signed } = detail
  const [latest] = signed
  const person = cell.person?.name ?? t('steps.assignee')
  const open = cell.state === 'gap'
  return (
    <ol className="grid" aria-label={t('steps.label')}>
      {assigned ? (
        <Step done title={t('steps.named', { name: assigned.by })}>
          <Ago at={assigned.at} />
        </Step>
      ) : null}
      {open && cell.gap !== null ? (
        <Step
          now
          title={cell.acknowledged_at === null ? t('steps.notAcknowledged', { name: person }) : capital(cell.gap)}
        >
          {detail.reminded_at === null ? null : t.rich('steps.lastAsked', { ago: agoOf(detail.reminded_at) })}
          <span className="mt-2 flex gap-2">
            {cell.may.acknowledge ? (
              <Link href="/accountability/mine" className={buttonClass({ look: 'primary', size: 'sm' })}>
                {t('steps.acknowledge')}
              </Link>
            ) : detail.may_assign && cell.assignment_id !== null && cell.person ? (
              <Remind id={cell.assignment_id} />
            ) : null}
          </span>
        </Step>
      ) : latest ? (
        <Step done title={t('steps.signed', { name: latest.by })}>
          {signed.length > 1
            ? t.rich('steps.withPasskeySince', {
                ago: agoOf(latest.at),
                count: signed.length,
                date: date(signed.at(-1)?.at ?? latest.at),
              })
            : t.rich('steps.withPasskey', { ago: agoOf(latest.at) })}
        </Step>
      ) : cell.acknowledged_at ? (
        <Step done title={t('steps.acknowledged', { name: person })}>
          <Ago at={cell.acknowledged_at} />
        </Step>
      ) : null}
      {open ? (
        <Step title={t('steps.judgedAgain')}>{t('steps.judgedAgainNote')}</Step>
      ) : cell.review_due ? (
        <Step title={t('steps.toConfirm', { date: date(cell.review_due) })}>
          {t('steps.toConfirmNote', { name: person })}
        </Step>
      ) : null}
    </ol>
  )
}

function Remind({ id }: { id: string }) {
  const t = useTranslations('accountability')
  const remind = useMutation(remindMutation(useQueryClient()))
  return (
    <>
      <Button
        size="sm"
        disabled={remind.isPending || remind.data !== undefined}
        onClick={() =>
          remind.mutate(id, {
            onSuccess: ({ reminded }) => announce(reminded ? t('steps.reminded') : t('steps.remindedAlready')),
          })
        }
        data-testid="remind"
      >
        {remind.data === undefined
          ? t('steps.remind')
          : remind.data.reminded
            ? t('steps.reminded')
            : t('steps.askedLastDay')}
      </Button>
      <Failed error={remind.error} what={t('steps.failed')} />
    </>
  )
}

function agoOf(at: string) {
  return () => <Ago at={at} />
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
