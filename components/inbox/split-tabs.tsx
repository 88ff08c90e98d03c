'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, Settings2, Users } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Tabs } from '@/components/ui/tabs'
import { splitMutation } from '@/lib/inbox/client'
import type { SplitsPage } from '@/lib/inbox/schema-splits'
import type { Choice } from './use-choice'

const SplitSheet = dynamic(() => import('./split-sheet').then((module) => module.SplitSheet), { ssr: false })
const SplitsSheet = dynamic(() => import('./splits-sheet').then((module) => module.SplitsSheet), { ssr: false })

const QUIET = 'inline-flex min-h-8 flex-none items-center gap-1.5 whitespace-nowrap text-13 text-fg-2 hover:text-fg'

/** Filters that are kept as tabs, each with how much it holds; and the way to keep what is in the box. */
export function SplitTabs({ page, choice }: { page: SplitsPage | undefined; choice: Choice }) {
  const t = useTranslations('inbox.view')
  const [sheet, setSheet] = useState<'keep' | 'order' | null>(null)
  const change = useMutation(splitMutation(useQueryClient()))
  const splits = page?.splits ?? []
  const mine = splits.filter((split) => split.is_mine)
  const current = splits.find(({ id }) => id === choice.splitId)
  const input = (title: string, team: string | null) => ({
    title,
    query: choice.filter.trim(),
    group: choice.group,
    sort: choice.sort,
    team,
  })
  return (
    <>
      <Tabs
        label={t('label')}
        className="min-w-0 flex-1"
        value={choice.view === 'mine' ? choice.splitId : ''}
        onChange={choice.openSplit}
        items={splits.map((split) => ({
          value: split.id,
          label: (
            <>
              {split.team ? <Users className="size-3.5 text-fg-3" aria-hidden="true" /> : null}
              <span
                className="max-w-40 truncate"
                title={split.shared_by ? t('sharedBy', { name: split.shared_by }) : undefined}
              >
                {isBuiltIn(split.id) ? t(split.id) : split.title}
              </span>
              {split.shared_by ? <span className="font-normal text-12 text-fg-3">{split.shared_by}</span> : null}
            </>
          ),
          count: split.count,
        }))}
      />
      <div className="flex flex-none items-center gap-4 ps-4 max-tablet:hidden">
        {choice.edited && choice.filter.trim() !== '' ? (
          <>
            {current?.is_mine ? (
              <button
                type="button"
                className={QUIET}
                disabled={change.isPending}
                data-testid="split-update"
                onClick={() =>
                  change.mutate(
                    { kind: 'change', id: current.id, split: input(current.title, current.team?.id ?? null) },
                    { onSuccess: () => choice.openSplit(current.id) },
                  )
                }
              >
                {t('keepIn', { title: current.title })}
              </button>
            ) : null}
            <button type="button" className={QUIET} onClick={() => setSheet('keep')} data-testid="split-keep">
              <Plus className="size-4 text-fg-3" aria-hidden="true" />
              {t('save')}
            </button>
          </>
        ) : mine.length > 0 ? (
          <button
            type="button"
            className={QUIET}
            onClick={() => setSheet('order')}
            aria-label={t('arrange')}
            title={t('arrange')}
            data-testid="splits-arrange"
          >
            <Settings2 className="size-4 text-fg-3" aria-hidden="true" />
          </button>
        ) : null}
      </div>
      {sheet === 'keep' ? (
        <SplitSheet
          teams={page?.teams ?? []}
          full={mine.length >= 12}
          query={choice.filter.trim()}
          busy={change.isPending}
          error={change.error}
          onClose={() => setSheet(null)}
          onSubmit={(title, team) =>
            change.mutate(
              { kind: 'keep', split: input(title, team) },
              {
                onSuccess: (made) => {
                  setSheet(null)
                  if (made) choice.openSplit(made.id)
                },
              },
            )
          }
        />
      ) : null}
      {sheet === 'order' ? (
        <SplitsSheet
          splits={mine}
          teams={page?.teams ?? []}
          busy={change.isPending}
          error={change.error}
          onChange={(next) => change.mutate(next)}
          onGone={(id) => id === choice.splitId && choice.openSplit('all')}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  )
}

/** Those that everybody has are named here; all others have the name that somebody gave them. */
const BUILT_IN = ['all', 'mine', 't3'] as const
const isBuiltIn = (id: string): id is (typeof BUILT_IN)[number] => BUILT_IN.some((known) => known === id)
