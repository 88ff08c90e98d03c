'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, CircleAlert, GitCompareArrows, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button, buttonClass } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { stepMutation } from '@/lib/boundaries/client'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { meOptions } from '@/lib/people/client'
import { laterBlockers, openItems, type Pane } from './open-items'
import { StatusChip } from './status-chip'
import { useDesk, useDeskState } from './use-desk'

const SubmitSheet = dynamic(() => import('./submit-sheet').then((module) => module.SubmitSheet), { ssr: false })

/** What this draft is, whether it is stored, and what is open before it can be handed in. */
export function EditorHead({
  latest,
  accepts,
  onPane,
}: {
  latest: BoundaryView
  accepts: boolean
  onPane: (pane: Pane, key: string) => void
}) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const { opened } = desk
  const { data: me } = useQuery(meOptions())
  const [sheet, setSheet] = useState<'submit' | 'discard' | null>(null)
  const check = useDeskState((state) => state.check)
  const checking = useDeskState((state) => state.checking)
  const conflict = useDeskState((state) => state.save.state === 'conflict')
  const result = useDeskState((state) => state.simulation.result)
  const items = openItems(t, check, result, accepts)
  const later = laterBlockers(check)
  const edited = latest.edited
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-line border-b px-6 py-4 max-tablet:px-4">
      <div className="min-w-0">
        <h1 className="text-20">{t('editor.heading', { title: opened.workflow.title })}</h1>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-13 text-fg-2">
          <StatusChip state="draft" version={opened.version} />
          <span>
            <BasedOn view={opened} />{' '}
            {opened.workflow.accountable
              ? t('editor.accountable', { name: opened.workflow.accountable })
              : t.rich('editor.accountableNobody', {
                  missing: (words) => <span className="font-medium text-danger">{words}</span>,
                })}
          </span>
          <SaveState />
          {edited && me && edited.by.id !== me.person.id ? (
            <span className="text-fg-3">
              {t.rich('editor.editedBy', { name: edited.by.name, ago: () => <Ago at={edited.at} /> })}
            </span>
          ) : null}
        </p>
      </div>
      <div className="grid justify-items-end gap-1 max-desk:justify-items-start">
        <div className="flex flex-wrap items-center gap-2">
          {opened.may.discard ? (
            <Button look="quiet" onClick={() => setSheet('discard')}>
              <Trash2 className="size-4" aria-hidden="true" />
              {t('editor.discard')}
            </Button>
          ) : null}
          {opened.active ? (
            <Link
              href={`/boundaries/${desk.slug}/compare?from=${opened.active.version}&to=${opened.version}`}
              className={buttonClass()}
            >
              <GitCompareArrows className="size-4" aria-hidden="true" />
              {t('editor.compareWith', { version: `${opened.active.version}` })}
            </Link>
          ) : null}
          {desk.readOnly ? null : (
            <Button
              look="primary"
              disabled={items.length > 0 || checking || conflict}
              aria-describedby={items.length > 0 ? 'why-off' : undefined}
              onClick={() => setSheet('submit')}
              data-testid="submit-change"
            >
              {t('editor.submit')}
            </Button>
          )}
        </div>
        {desk.readOnly ? (
          <p className="text-12 text-fg-2">{t('editor.readOnly')}</p>
        ) : items.length > 0 ? (
          <p id="why-off" className="text-12 text-fg-2" data-testid="open-items">
            {t('editor.open', { count: items.length })}{' '}
            {items.map((item, at) => (
              <span key={item.key}>
                {at > 0 ? ', ' : ''}
                <button type="button" className="link min-h-6" onClick={() => item.pane && onPane(item.pane, item.key)}>
                  {item.text}
                </button>
              </span>
            ))}
          </p>
        ) : later.length > 0 ? (
          <p className="text-12 text-fg-2">{t('editor.later', { count: later.length })}</p>
        ) : null}
      </div>
      {sheet === 'submit' ? <SubmitSheet accepts={accepts} later={later} onClose={() => setSheet(null)} /> : null}
      {sheet === 'discard' ? <DiscardSheet view={opened} onClose={() => setSheet(null)} /> : null}
    </header>
  )
}

/** Which version it was begun from, and which one is in force. */
function BasedOn({ view }: { view: BoundaryView }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const { active, based_on } = view
  if (!active) return t('editor.first')
  const base = based_on ?? active.version
  const link = (words: ReactNode) => (
    <Link href={`/boundaries/${view.workflow.slug}/v/${base}`} className="link">
      {words}
    </Link>
  )
  return base === active.version
    ? t.rich('editor.basedSince', { base: `${base}`, date: format.date(active.activated_at), link })
    : t.rich('editor.basedOther', { base: `${base}`, active: `${active.version}`, link })
}

function SaveState() {
  const t = useTranslations('boundary')
  const format = useFormat()
  const desk = useDesk()
  const words = useTranslations('words')
  const save = useDeskState((state) => state.save)
  if (desk.readOnly) return null
  return (
    <span className="inline-flex items-center gap-1" data-testid="save-state" data-state={save.state}>
      {save.state === 'saved' ? (
        <>
          <Check className="size-3.5 text-ok" aria-hidden="true" />
          {save.at ? t('editor.saved', { time: format.clock(save.at) }) : t('editor.nothingToSave')}
        </>
      ) : save.state === 'failed' ? (
        <span className="inline-flex items-center gap-1 text-danger">
          <CircleAlert className="size-3.5" aria-hidden="true" />
          {t('editor.notSavedWhy', { why: save.message })}
          <button type="button" className="link min-h-6" onClick={() => void desk.saving.save()}>
            {words('tryAgain')}
          </button>
        </span>
      ) : save.state === 'conflict' ? (
        <span className="text-warn">{t('editor.notSaved')}</span>
      ) : (
        t('editor.saving')
      )}
    </span>
  )
}

function DiscardSheet({ view, onClose }: { view: BoundaryView; onClose: () => void }) {
  const t = useTranslations('boundary')
  const router = useRouter()
  const step = useMutation(stepMutation(useQueryClient(), view.workflow.slug))
  async function discard() {
    await step.mutateAsync({ step: 'discard' })
    router.push(`/boundaries/${view.workflow.slug}`)
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('editor.discardThis', { version: `${view.version}` })}
      width="sm"
      rule={false}
      foot={
        <>
          <Button onClick={onClose}>{t('editor.keep')}</Button>
          <Button look="dangerSolid" disabled={step.isPending} onClick={() => void discard().catch(() => {})}>
            {t('editor.discardThis', { version: `${view.version}` })}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 text-fg-2 tablet:px-8">
        <p>{t('editor.discardNote')}</p>
        {step.error ? <Strip tone="danger">{step.error.message}</Strip> : null}
      </div>
    </Sheet>
  )
}
