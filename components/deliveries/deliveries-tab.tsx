'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Bell, Mail, MessageSquare } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useTranslations } from 'use-intl'
import { SettingsTrouble } from '@/components/settings/forbidden'
import { More } from '@/components/settings/more'
import { SearchField } from '@/components/settings/search-field'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { deliveriesOptions } from '@/lib/deliveries/client'
import type { DeliveryView } from '@/lib/deliveries/schema'
import { StatusWord, sayEvent } from './status'

const DeliverySheet = dynamic(() => import('./delivery-sheet').then((module) => module.DeliverySheet), { ssr: false })

const STATUSES = ['', 'due', 'sent', 'failed', 'not_configured', 'superseded'] as const
const CHANNELS = ['', 'email', 'push', 'chat'] as const
const ICON = { email: Mail, push: Bell, chat: MessageSquare }

/** Every message that left the console, would have, or still waits: to whom, by what, and what became of it. */
export function DeliveriesTab() {
  const t = useTranslations('deliveries')
  const channels = useTranslations('channels.channel')
  const [filter, setFilter] = useQueryStates({
    status: parseAsStringLiteral(STATUSES).withDefault(''),
    channel: parseAsStringLiteral(CHANNELS).withDefault(''),
    about: parseAsString.withDefault('').withOptions({ throttleMs: 300 }),
    person: parseAsString.withDefault(''),
    open: parseAsString,
  })
  const { open, ...wanted } = filter
  const query = useInfiniteQuery(deliveriesOptions(wanted))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.values(wanted).some((value) => value !== '')
  if (query.error && !query.data)
    return <SettingsTrouble list="messages" error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
        <SearchField label={t('find')} value={filter.about} onChange={(about) => void setFilter({ about })} />
        <Select
          aria-label={t('channel')}
          value={filter.channel}
          onChange={(event) => void setFilter({ channel: CHANNELS.find((each) => each === event.target.value) ?? '' })}
        >
          <option value="">{t('everyChannel')}</option>
          {CHANNELS.filter((each) => each !== '').map((each) => (
            <option key={each} value={each}>
              {channels(each)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('whichStatus')}
          value={filter.status}
          onChange={(event) => void setFilter({ status: STATUSES.find((each) => each === event.target.value) ?? '' })}
        >
          <option value="">{t('everyStatus')}</option>
          {STATUSES.filter((each) => each !== '').map((each) => (
            <option key={each} value={each}>
              {t(`status.${each}`)}
            </option>
          ))}
        </Select>
        {filter.person ? (
          <Button size="sm" onClick={() => void setFilter({ person: null })}>
            {t('ofOne')}
          </Button>
        ) : null}
      </div>
      {!query.data ? (
        <LoadingRows />
      ) : items.length === 0 ? (
        <EmptyState
          title={filtered ? t('noMatch') : t('empty')}
          actions={filtered ? <Button onClick={() => void setFilter(null)}>{t('clearFilter')}</Button> : null}
        >
          {filtered ? null : t('emptyNote')}
        </EmptyState>
      ) : (
        <ul data-testid="deliveries">
          {items.map((delivery) => (
            <Row
              key={delivery.id}
              delivery={delivery}
              current={delivery.id === open}
              onOpen={() => void setFilter({ open: delivery.id })}
            />
          ))}
        </ul>
      )}
      <More query={query} />
      {open ? <DeliverySheet id={open} onClose={() => void setFilter({ open: null })} /> : null}
    </>
  )
}

function Row({ delivery, current, onOpen }: { delivery: DeliveryView; current: boolean; onOpen: () => void }) {
  const t = useTranslations('deliveries')
  const channels = useTranslations('channels.channel')
  const Icon = ICON[delivery.channel]
  return (
    <li
      data-testid={`delivery-${delivery.id}`}
      data-status={delivery.status}
      className={clsx(
        'relative grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 border-line border-b px-6 py-2.5 text-13 hover:bg-sunken/60 max-tablet:px-4 tablet:grid-cols-[16px_minmax(0,2fr)_minmax(0,1.2fr)_minmax(0,1.4fr)_92px]',
        current ? 'bg-sunken' : 'bg-panel',
      )}
    >
      <Icon className="row-start-1 mt-0.5 size-4 text-fg-3" aria-label={channels(delivery.channel)} />
      <span className="col-start-2 row-start-1 min-w-0">
        <button
          type="button"
          onClick={onOpen}
          className="block w-full text-start font-medium after:absolute after:inset-0 [overflow-wrap:anywhere]"
        >
          {delivery.title}
        </button>
        <span className="block text-12 text-fg-3">
          {sayEvent(t, delivery.event)}
          {delivery.topic.startsWith('T') ? ` · ${delivery.topic}` : null} · <Ago at={delivery.created_at} />
        </span>
      </span>
      <span className="min-w-0 self-center text-fg-2 [overflow-wrap:anywhere] max-tablet:col-start-2 max-tablet:row-start-2">
        {delivery.to}
      </span>
      <span className="min-w-0 self-center truncate text-12 text-fg-3 max-tablet:hidden" title={delivery.last_outcome}>
        {delivery.last_outcome}
      </span>
      <span className="text-end max-tablet:col-start-3 max-tablet:row-start-1 tablet:self-center">
        <StatusWord status={delivery.status} tries={delivery.tries} />
      </span>
    </li>
  )
}
