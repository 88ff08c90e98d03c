'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Select, TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { EmptyState, ErrorState, LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Trouble } from '@/components/ui/trouble'
import { accountableOptions, handOverMutation } from '@/lib/accountability/client'
import type { AccountablePage, ResponsibilityView } from '@/lib/accountability/schema'
import { ApiError } from '@/lib/http/client'
import { proposeMutation } from '@/lib/proposals/client'
import { People } from './assign-form'
import { Failed } from './failed'

/** Everything that one person answers for, and handing it over before they leave. */
export function PersonPage({ id }: { id: string }) {
  const t = useTranslations('accountability')
  const { data, error, refetch } = useQuery(accountableOptions(id))
  useTitle(data?.person.name ?? t('person.person'))
  return (
    <>
      <TopBar>
        <Link href="/accountability/people" className="text-13 text-fg-2 hover:text-fg">
          {t('people.crumb')}
        </Link>
        <span aria-hidden="true" className="text-fg-3">
          /
        </span>
        <PageTitle>{data?.person.name ?? t('person.person')}</PageTitle>
      </TopBar>
      <main id="main" className="mx-auto max-w-[860px] px-4 pt-5 pb-10 max-tablet:pb-24 tablet:px-6">
        {error && !data ? (
          error instanceof ApiError && error.status === 404 ? (
            <ErrorState title={t('person.none.title')}>{t('person.none.note')}</ErrorState>
          ) : (
            <Trouble what={t('person.what')} error={error} onRetry={() => void refetch()} />
          )
        ) : !data ? (
          <LoadingRows rows={6} />
        ) : (
          <Person page={data} />
        )}
      </main>
    </>
  )
}

const KINDS = [
  'role',
  'team_lead',
  'agent',
  'executor',
  'pipeline',
  'runtime',
  'workflow_owner',
] as const satisfies readonly ResponsibilityView['kind'][]

function Person({ page }: { page: AccountablePage }) {
  const t = useTranslations('accountability')
  const { person, items, people } = page
  const [to, setTo] = useState<{ readonly [id: string]: string }>({})
  const [reason, setReason] = useState('')
  const queryClient = useQueryClient()
  const handOver = useMutation(handOverMutation(queryClient, person.id))
  const propose = useMutation(proposeMutation(queryClient))
  const pending = handOver.isPending || propose.isPending
  const chosen = items.flatMap(({ kind, id }) => (to[id] ? [{ kind, id, to: to[id] }] : []))
  const everything = (who: string) => setTo(Object.fromEntries(items.map((item) => [item.id, who])))
  /** What one person may hand over goes in one transaction; what takes two is proposed, one by one. */
  async function submit(): Promise<void> {
    const why = reason.trim()
    const here = items.flatMap(({ kind, id, handed_over_here }) => {
      const who = to[id]
      return handed_over_here && who ? [{ kind, id, to: who }] : []
    })
    if (here.length > 0) await handOver.mutateAsync({ reason: why, items: here })
    for (const { kind, id } of items) {
      const who = to[id]
      if (!who) continue
      if (kind === 'team_lead')
        await propose.mutateAsync({ kind: 'team.lead', subject: { team_id: id }, after: { lead_id: who }, reason: why })
      if (kind === 'workflow_owner')
        await propose.mutateAsync({
          kind: 'workflow.owner',
          subject: { workflow_id: id, person_id: who },
          reason: why,
        })
    }
    setTo({})
    setReason('')
    announce(t('person.handedOver'))
  }
  return (
    <>
      <h2 className="text-20 tracking-[-0.015em]">{person.name}</h2>
      <p className="text-fg-2">{person.title}</p>
      {person.active ? null : (
        <Strip tone="danger" className="mt-3">
          {items.length === 0 ? t('person.leftNothing') : t('person.left')}
        </Strip>
      )}
      {items.length === 0 ? (
        <EmptyState title={t('person.empty.title')}>{t('person.empty.note')}</EmptyState>
      ) : (
        <>
          {page.may_hand_over ? (
            <div className="mt-4 flex flex-wrap items-center gap-2 text-13">
              <label htmlFor="all-to">{t('person.everything')}</label>
              <Select id="all-to" value="" onChange={(event) => everything(event.target.value)}>
                <option value="">{t('choose')}</option>
                <People people={people} />
              </Select>
            </div>
          ) : null}
          {KINDS.map((kind) => {
            const title = t(`person.kinds.${kind}`)
            const those = items.filter((item) => item.kind === kind)
            if (those.length === 0) return null
            return (
              <section key={kind} className="mt-5" aria-label={title}>
                <h3 className="mb-1.5 text-13">{title}</h3>
                <ul className="overflow-hidden rounded-md border border-line bg-panel">
                  {those.map((item) => (
                    <li
                      key={item.id}
                      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-4 py-2 last:border-b-0"
                    >
                      <span className="min-w-0 flex-1 basis-60">
                        <span className="block [overflow-wrap:anywhere]">{item.title}</span>
                        <span className="text-12 text-fg-3">{item.detail}</span>
                      </span>
                      {page.may_hand_over ? (
                        <span className="grid justify-items-end gap-0.5">
                          <Select
                            aria-label={t('person.handTo', { title: item.title })}
                            value={to[item.id] ?? ''}
                            onChange={(event) => setTo({ ...to, [item.id]: event.target.value })}
                            className="max-w-64"
                            data-testid={`hand-${item.kind}-${item.slug}`}
                          >
                            <option value="">{t('person.keeps')}</option>
                            <People people={people} />
                          </Select>
                          {item.handed_over_here || !to[item.id] ? null : (
                            <span className="text-12 text-fg-3">{t('person.proposed')}</span>
                          )}
                        </span>
                      ) : null}
                    </li>
                  ))}
                </ul>
              </section>
            )
          })}
          {page.may_hand_over ? (
            <form
              className="mt-6 grid gap-3 border-line border-t pt-4"
              onSubmit={(event) => {
                event.preventDefault()
                submit().catch(() => {})
              }}
            >
              <TextArea
                label={t('person.why')}
                hint={t('person.whyHint')}
                value={reason}
                maxLength={2_000}
                onChange={(event) => setReason(event.target.value)}
                data-testid="hand-over-reason"
              />
              <Failed error={handOver.error} what={t('person.notHandedOver')} />
              <Failed error={propose.error} what={t('person.notProposed')} />
              <p>
                <Button
                  type="submit"
                  size="lg"
                  look="primary"
                  disabled={chosen.length === 0 || reason.trim() === '' || pending}
                  data-testid="hand-over"
                >
                  {chosen.length === 0 ? t('person.handOver') : t('person.handOverCount', { count: chosen.length })}
                </Button>
              </p>
            </form>
          ) : null}
        </>
      )}
    </>
  )
}
