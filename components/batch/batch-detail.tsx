'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { ActionSentence } from '@/components/request/action-sentence'
import { Claims } from '@/components/request/claims'
import { Deed } from '@/components/request/deed'
import { VerifiedFacts } from '@/components/request/facts'
import { Provenance } from '@/components/request/provenance'
import { useReading } from '@/components/request/reading'
import { useCountReading } from '@/components/request/reading-log'
import { useSeen } from '@/components/request/seen'
import { SubLine } from '@/components/request/sub-line'
import { Button } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { Bone, ErrorState } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { requestOptions } from '@/lib/inbox/client'
import type { RequestView } from '@/lib/inbox/schema'
import type { Batch, BatchRow } from './use-batch'

const NAMES = ['action', 'facts', 'why'] as const

type Props = { row: BatchRow; batch: Batch; headline?: boolean }

/** One request of a batch as it is read before it may be decided: what is unusual here, the exact action, facts, why. */
export function BatchDetail(props: Props) {
  const t = useTranslations('request.trouble')
  const words = useTranslations('words')
  const { id } = props.row.item
  const { data, error, refetch } = useQuery(requestOptions(id))
  if (data) return <Loaded key={id} {...props} view={data} />
  if (error)
    return (
      <ErrorState title={t('failed')} actions={<Button onClick={() => void refetch()}>{words('tryAgain')}</Button>}>
        {error.message}
      </ErrorState>
    )
  return (
    <div role="status" className="grid gap-4 py-4">
      <span className="sr-only">{t('loading')}</span>
      <Bone className="h-6 w-4/5" />
      <Bone className="h-72 w-full" />
    </div>
  )
}

function Loaded({ row, batch, headline = false, view }: Props & { view: RequestView }) {
  const t = useTranslations('batch.detail')
  const words = useTranslations('request')
  const { id } = row.item
  const { noteOpened, noteUnread } = batch
  const root = useRef<HTMLDivElement>(null)
  const reading = useReading(
    view,
    useCallback(() => noteOpened(id), [noteOpened, id]),
  )
  useCountReading(view.presentation_digest)
  useSeen(root, view.presentation_digest, NAMES)
  const unread = reading.unread.length
  useEffect(() => noteUnread(id, unread), [noteUnread, id, unread])
  const { presentation } = view
  return (
    <div ref={root} data-testid={`batch-detail-${id}`} className="grid min-w-0 gap-4">
      {headline ? (
        <header>
          <h2 className="text-balance font-normal text-20 tracking-[-0.015em]">
            <ActionSentence presentation={presentation} />
          </h2>
          <SubLine view={view} compact />
        </header>
      ) : null}
      {row.unusual.length > 0 ? (
        <Strip tone="warn" testId="unusual">
          {t.rich('unusual', {
            b: (text) => <b className="font-medium">{text}</b>,
            list: () =>
              row.unusual.map(({ key, label, why }, at) => (
                <span key={key}>
                  {at > 0 ? '; ' : ''}
                  <HiddenText>{`${label}: ${why}`}</HiddenText>
                </span>
              )),
          })}
        </Strip>
      ) : null}
      {unread > 0 ? <Strip>{t('unread', { count: unread })}</Strip> : null}
      <div data-section="1">
        <Deed view={view} reading={reading} compact />
      </div>
      <div className="grid gap-x-8 gap-y-4 px-1 wide:grid-cols-2">
        <section data-section="2">
          <h3 className="mb-1 flex justify-between gap-3 text-13">
            {words('section.facts')}
            <span className="font-normal">
              <Provenance kind="verified">{words('source.verified')}</Provenance>
            </span>
          </h3>
          <VerifiedFacts presentation={presentation} />
        </section>
        <div className="grid content-start gap-4">
          <section data-section="3">
            <h3 className="mb-1 flex justify-between gap-3 text-13">
              {words('section.why')}
              <span className="font-normal text-12 text-fg-3">
                {t('boundary', { version: `${presentation.boundary.version}` })}
              </span>
            </h3>
            <p className="max-w-[64ch] text-13">
              <HiddenText>{presentation.why.sentence}</HiddenText>
            </p>
          </section>
          <details className="text-13">
            <summary className="link min-h-6">{t('claims')}</summary>
            <div className="mt-2 grid gap-2 border-line-strong border-s border-dashed ps-3">
              <Claims claims={presentation.claims} />
            </div>
          </details>
        </div>
      </div>
    </div>
  )
}
