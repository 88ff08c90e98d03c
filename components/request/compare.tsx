'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import { Tabs } from '@/components/ui/tabs'
import { Ago } from '@/components/ui/time'
import { backgroundOptions } from '@/lib/inbox/client'
import type { RequestView } from '@/lib/inbox/schema'
import type { RequestBackground } from '@/lib/inbox/schema-background'
import { Previous } from './previous'
import { StateChip } from './state-chip'

type Tab = 'previous' | 'approved' | 'last' | 'denied'
type Likeness = NonNullable<RequestBackground['approved']>

/**
 * This request beside earlier ones of the same action: the revision before, the nearest that people approved, the last
 * five, the nearest that they denied; and how rare each value is. Everything is counted by the server; where there is too
 * little history it says so.
 */
export function Compare({ view }: { view: RequestView }) {
  const t = useTranslations('request.compare')
  const { data, error } = useQuery(backgroundOptions(view.item.id))
  const [chosen, setChosen] = useState<Tab | null>(null)
  const tab = chosen ?? (view.previous ? 'previous' : 'approved')
  return (
    // As high as it will be with a few fields, so that what is below does not jump.
    <div className="grid min-h-28 content-start gap-3" data-testid="compare">
      <Tabs
        label={t('label')}
        className="-mt-1.5"
        value={tab}
        onChange={setChosen}
        items={[
          ...(view.previous ? [{ value: 'previous' as const, label: t('before') }] : []),
          { value: 'approved', label: t('approved') },
          { value: 'last', label: t('last'), count: data?.last.length },
          { value: 'denied', label: t('denied') },
        ]}
      />
      {tab === 'previous' && view.previous ? (
        <Previous previous={view.previous} />
      ) : error ? (
        <p className="text-13 text-fg-2">{t('trouble', { error: error.message })}</p>
      ) : data === undefined ? (
        <p className="text-13 text-fg-3" role="status">
          {t('looking')}
        </p>
      ) : tab === 'last' ? (
        <LastOnes last={data.last} />
      ) : (
        <Beside like={tab === 'denied' ? data.denied : data.approved} rarity={data.rarity} tab={tab} />
      )}
    </div>
  )
}

function Beside({
  like,
  rarity,
  tab,
}: {
  like: Likeness | null
  rarity: RequestBackground['rarity']
  tab: 'approved' | 'denied' | 'previous'
}) {
  const t = useTranslations('request.compare')
  const terms = useTranslations('request.whenTerms')
  const [open, setOpen] = useState(false)
  if (like === null)
    return (
      <p className="text-13 text-fg-2">
        {t.rich(tab === 'denied' ? 'noneDenied' : 'noneApproved', { samples: () => <Samples rarity={rarity} /> })}
      </p>
    )
  const changed = like.fields.filter((field) => !field.same)
  const same = like.fields.filter((field) => field.same)
  const rows = open ? like.fields : changed
  return (
    <>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-start text-13">
          <thead>
            <tr className="text-12 text-fg-3 [&>th]:pb-1 [&>th]:text-start [&>th]:font-normal">
              <th scope="col" className="w-32 pe-3">
                {terms('field')}
              </th>
              <th scope="col" className="pe-3">
                {terms.rich('thenAt', { ago: () => <Ago at={like.at} /> })}
              </th>
              <th scope="col" className="pe-3">
                {terms('now')}
              </th>
              <th scope="col">{terms('rare')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((field) => (
              <tr key={field.key} className="[&>*]:border-line [&>*]:border-t [&>*]:py-1.5 [&>*]:pe-3 [&>*]:align-top">
                <th scope="row" className="text-start font-normal text-fg-3 [overflow-wrap:anywhere]">
                  {field.label}
                </th>
                <td className="text-fg-3 [overflow-wrap:anywhere]">
                  {field.same ? '' : '− '}
                  <HiddenText>{short(field.before)}</HiddenText>
                </td>
                <td className={clsx('[overflow-wrap:anywhere]', !field.same && 'font-medium')}>
                  {field.same ? '' : '+ '}
                  <HiddenText>{short(field.shown)}</HiddenText>
                </td>
                <td className="text-fg-2">
                  <RarityWords rarity={rarity.find(({ key }) => key === field.key)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {same.length === 0 || open ? null : (
        <p className="text-13">
          <button type="button" className="link min-h-6" onClick={() => setOpen(true)}>
            {t('same', { count: same.length })}
          </button>{' '}
          <span className="text-fg-3">{same.map(({ label }) => label).join(', ')}</span>
        </p>
      )}
      <p className="text-12 text-fg-3">
        {like.sentence} <Ago at={like.at} />.{' '}
        <Link className="link machine" href={`/inbox/${like.id}`}>
          {like.code}
        </Link>
      </p>
    </>
  )
}

/** Over the workflow, then over this agent when that says something else. */
function RarityWords({ rarity }: { rarity: RequestBackground['rarity'][number] | undefined }): ReactNode {
  const t = useTranslations('request.compare')
  if (rarity === undefined) return null
  const { workflow, agent } = rarity
  const word = (one: typeof workflow) => (one.unusual ? <b className="font-medium text-fg">{one.text}</b> : one.text)
  return (
    <>
      {word(workflow)}
      {agent.text === workflow.text ? null : (
        <span className="block text-12 text-fg-3">{t.rich('agent', { text: () => word(agent) })}</span>
      )}
    </>
  )
}

function Samples({ rarity }: { rarity: RequestBackground['rarity'] }) {
  const t = useTranslations('request.compare')
  const samples = Math.max(0, ...rarity.map(({ workflow }) => workflow.samples))
  return <span className="text-fg-3">{t('samples', { count: samples })}</span>
}

function LastOnes({ last }: { last: RequestBackground['last'] }) {
  const t = useTranslations('request.compare')
  if (last.length === 0) return <p className="text-13 text-fg-2">{t('noneDecided')}</p>
  return (
    <ul className="text-13">
      {last.map((one) => (
        <li
          key={one.id}
          className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3 border-line border-t py-1.5 first:border-t-0"
        >
          <StateChip state={one.status} />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <Link className="link" href={`/inbox/${one.id}`}>
              <HiddenText>{short(one.title)}</HiddenText>
            </Link>
            <span className="block text-12 text-fg-3">
              {one.sentence} {t('differs', { count: one.changed })}
            </span>
          </span>
          <span className="text-12 text-fg-3">
            <Ago at={one.at} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function short(text: string): string {
  return text.length > 120 ? `${[...text].slice(0, 119).join('')}…` : text
}
