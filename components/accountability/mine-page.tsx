'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { FingerprintPattern } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button, buttonClass } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Trouble } from '@/components/ui/trouble'
import { acknowledgeMutation, mineOptions } from '@/lib/accountability/client'
import type { MineItem } from '@/lib/accountability/schema'
import { Failed } from './failed'

/** What I answer for: each signed by itself, with my passkey; what waits for me first. */
export function MinePage() {
  const t = useTranslations('accountability')
  const { date } = useFormat()
  const { data, error, refetch } = useQuery(mineOptions())
  useTitle(t('mine.title'))
  return (
    <>
      <TopBar>
        <Link href="/accountability" className="text-13 text-fg-2 hover:text-fg">
          {t('title')}
        </Link>
        <span aria-hidden="true" className="text-fg-3">
          /
        </span>
        <PageTitle>{t('mine.crumb')}</PageTitle>
      </TopBar>
      <main id="main" className="mx-auto max-w-[760px] px-4 pt-5 pb-10 max-tablet:pb-24 tablet:px-6">
        {error && !data ? (
          <Trouble what={t('mine.what')} error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <LoadingRows rows={4} />
        ) : data.items.length === 0 ? (
          <EmptyState title={t('mine.empty.title')}>{t('mine.empty.note')}</EmptyState>
        ) : (
          <>
            <h2 className="text-20 tracking-[-0.015em]">
              {data.waiting === 0 ? t('mine.allConfirmed') : t('mine.waiting', { count: data.waiting })}
            </h2>
            <p className="text-fg-2">
              {data.campaign
                ? t('mine.campaign', { title: data.campaign.title, date: date(data.campaign.due_at) })
                : t('mine.note')}
            </p>
            {data.passkeys === 0 ? (
              <Strip tone="warn" className="mt-3">
                {t.rich('mine.noPasskey', {
                  account: (words) => (
                    <Link href="/account" className="link">
                      {words}
                    </Link>
                  ),
                })}
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

function Item({ item, canSign }: { item: MineItem; canSign: boolean }) {
  const t = useTranslations('accountability')
  const { date } = useFormat()
  const sign = useMutation(acknowledgeMutation(useQueryClient()))
  const waits = item.state !== 'ok'
  const gap = item.state === 'new' || item.state === 'lapsed'
  const role = t(`roles.${item.role}`)
  const verb = item.acknowledged_at === null ? 'acknowledge' : 'confirm'
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
          {t.rich('mine.roleOf', {
            role,
            workflow: item.workflow.title,
            of: (words) => <span className="font-normal text-fg-2">{words}</span>,
          })}
        </h3>
        <span className="text-12 text-fg-3">{item.capacity}</span>
        <span
          className={clsx('ms-auto text-12', gap ? 'text-danger' : item.state === 'ok' ? 'text-fg-3' : 'text-warn')}
        >
          {t(`mine.state.${item.state}`, { date: date(item.review_due) })}
        </span>
      </div>
      {waits ? <p className="border-line-strong border-s-2 ps-3 text-14">“{item.undertakes}”</p> : null}
      <Failed error={sign.error} what={t('mine.failed')} />
      <div className="flex flex-wrap items-center gap-2">
        {waits ? (
          <Button
            size="lg"
            look="primary"
            disabled={!canSign || sign.isPending}
            onClick={() =>
              sign.mutate(item.assignment_id, {
                onSuccess: () => announce(t('mine.signed', { role, workflow: item.workflow.title })),
              })
            }
            data-testid={`sign-${item.workflow.slug}-${item.role}`}
          >
            <FingerprintPattern className="size-4" aria-hidden="true" />
            {sign.isPending ? t('mine.waitingForPasskey') : t(`mine.${verb}`, { role: t(`rolesWithin.${item.role}`) })}
          </Button>
        ) : null}
        <Link
          href={`/accountability?cell=${item.workflow.slug}.${item.role}`}
          className={buttonClass({ look: waits ? 'quiet' : 'plain', size: waits ? 'lg' : 'md' })}
        >
          {waits ? t('mine.lookOrLayDown') : t('mine.look')}
        </Link>
        {waits ? <span className="text-12 text-fg-3">{t('mine.holds', { date: date(item.next_review) })}</span> : null}
      </div>
    </li>
  )
}
