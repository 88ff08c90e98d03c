'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { FingerprintPattern } from 'lucide-react'
import Link from 'next/link'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button, buttonClass } from '@/components/ui/button'
import { dateOnly } from '@/components/ui/duration'
import { announce } from '@/components/ui/live-region'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Trouble } from '@/components/ui/trouble'
import { acknowledgeMutation, mineOptions } from '@/lib/accountability/client'
import type { MineItem } from '@/lib/accountability/schema'
import { Failed } from './failed'

/** What I answer for: each signed by itself, with my passkey; what waits for me first. */
export function MinePage() {
  const { data, error, refetch } = useQuery(mineOptions())
  useTitle('What I answer for')
  return (
    <>
      <TopBar>
        <Link href="/accountability" className="text-13 text-fg-2 hover:text-fg">
          Accountability
        </Link>
        <span aria-hidden="true" className="text-fg-3">
          /
        </span>
        <PageTitle>Mine</PageTitle>
      </TopBar>
      <main id="main" className="mx-auto max-w-[760px] px-4 pt-5 pb-10 max-tablet:pb-24 tablet:px-6">
        {error && !data ? (
          <Trouble what="What you answer for" error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <LoadingRows rows={4} />
        ) : data.items.length === 0 ? (
          <EmptyState title="You answer for nothing">
            Once somebody names you for a role of a workflow, it stands here until you have acknowledged it.
          </EmptyState>
        ) : (
          <>
            <h2 className="text-20 tracking-[-0.015em]">
              {data.waiting === 0
                ? 'All confirmed'
                : `${data.waiting} ${data.waiting === 1 ? 'waits' : 'wait'} for your passkey`}
            </h2>
            <p className="text-fg-2">
              {data.campaign
                ? `${data.campaign.title}: everybody confirms by ${dateOnly(data.campaign.due_at)}.`
                : 'Read each sentence, then sign it. You can lay a role down instead.'}
            </p>
            {data.passkeys === 0 ? (
              <Strip tone="warn" className="mt-3">
                You have no passkey yet, and this is signed with one.{' '}
                <Link href="/account" className="link">
                  Add one under Account
                </Link>
                .
              </Strip>
            ) : null}
            <ul className="mt-5 grid gap-3">
              {data.items.map((item) => (
                <Item key={item.assignment_id} item={item} canSign={data.passkeys > 0} />
              ))}
            </ul>
          </>
        )}
      </main>
    </>
  )
}

const STATE: { readonly [state in MineItem['state']]: string } = {
  new: 'not acknowledged yet: requests are denied',
  asked: 'to be confirmed',
  due: 'review due soon',
  lapsed: 'overdue: requests are denied',
  ok: 'confirmed',
}

function Item({ item, canSign }: { item: MineItem; canSign: boolean }) {
  const sign = useMutation(acknowledgeMutation(useQueryClient()))
  const waits = item.state !== 'ok'
  const gap = item.state === 'new' || item.state === 'lapsed'
  const verb = item.acknowledged_at === null ? 'Acknowledge' : 'Confirm'
  return (
    <li
      data-testid={`mine-${item.workflow.slug}-${item.role}`}
      data-state={item.state}
      className={clsx(
        'grid gap-3 rounded-md border bg-panel px-4 py-3.5',
        gap ? 'border-danger/45 border-s-[3px] border-s-danger' : 'border-line',
      )}
    >
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-14">
          {item.role_title} <span className="font-normal text-fg-2">of {item.workflow.title}</span>
        </h3>
        <span className="text-12 text-fg-3">{item.capacity}</span>
        <span
          className={clsx('ms-auto text-12', gap ? 'text-danger' : item.state === 'ok' ? 'text-fg-3' : 'text-warn')}
        >
          {STATE[item.state]}
          {item.state === 'ok' || item.state === 'due' ? `, review by ${dateOnly(item.review_due)}` : ''}
        </span>
      </div>
      {waits ? <p className="border-line-strong border-s-2 ps-3 text-14">“{item.undertakes}”</p> : null}
      <Failed error={sign.error} what="Nothing was signed." />
      <div className="flex flex-wrap items-center gap-2">
        {waits ? (
          <Button
            size="lg"
            look="primary"
            disabled={!canSign || sign.isPending}
            onClick={() =>
              sign.mutate(item.assignment_id, {
                onSuccess: () => announce(`${item.role_title} of ${item.workflow.title}: signed`),
              })
            }
            data-testid={`sign-${item.workflow.slug}-${item.role}`}
          >
            <FingerprintPattern className="size-4" aria-hidden="true" />
            {sign.isPending ? 'Waiting for your passkey' : `${verb}: ${item.role_title.toLowerCase()}`}
          </Button>
        ) : null}
        <Link
          href={`/accountability?cell=${item.workflow.slug}.${item.role}`}
          className={buttonClass({ look: waits ? 'quiet' : 'plain', size: waits ? 'lg' : 'md' })}
        >
          {waits ? 'Look at it, or lay it down' : 'Look at it'}
        </Link>
        {waits ? <span className="text-12 text-fg-3">holds until {dateOnly(item.next_review)}</span> : null}
      </div>
    </li>
  )
}
