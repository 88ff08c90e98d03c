'use client'
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, useQueryStates } from 'nuqs'
import { useTranslations } from 'use-intl'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { compareOptions, workflowOptions } from '@/lib/boundaries/client'
import { BoundaryTrouble } from './boundary-trouble'
import { Crumbs } from './crumbs'
import { DirectionTag } from './sentence'
import { TextDiff } from './text-diff'
import { WhatChanges } from './what-changes'

/** Any two versions beside each other; which two is in the address. */
export function ComparePage({ slug }: { slug: string }) {
  const t = useTranslations('boundary')
  const [chosen, setChosen] = useQueryStates({ from: parseAsInteger, to: parseAsInteger })
  const { data: workflow } = useQuery(workflowOptions(slug))
  const ready = chosen.from !== null && chosen.to !== null
  const { data, error, refetch } = useQuery({
    ...compareOptions(slug, chosen.from ?? 0, chosen.to ?? 0),
    enabled: ready,
  })
  const versions = workflow?.versions ?? []
  useTitle(ready ? t('compare.titleOf', { from: `${chosen.from}`, to: `${chosen.to}` }) : t('compare.title'))
  return (
    <>
      <Crumbs trail={[{ href: `/boundaries/${slug}`, label: workflow?.title ?? slug }]} last={t('compare.crumb')} />
      <main id="main" className="grid gap-5 px-6 pt-5 pb-12 max-tablet:px-4 max-tablet:pb-24">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="text-20">{t('compare.heading', { title: workflow?.title ?? slug })}</h1>
          <div className="flex min-w-0 flex-wrap items-center gap-2">
            {(['from', 'to'] as const).map((end) => (
              <span key={end} className="inline-flex min-w-0 items-center gap-1.5 text-13 text-fg-2">
                {t(`compare.${end}`)}
                <Select
                  className="min-w-0"
                  aria-label={end === 'from' ? t('compare.fromVersion') : t('compare.toVersion')}
                  value={chosen[end] ?? ''}
                  onChange={(event) => void setChosen({ [end]: Number(event.target.value) || null })}
                >
                  <option value="">{t('compare.choose')}</option>
                  {versions.map((version) => (
                    <option key={version.id} value={version.version}>
                      {t('version', { version: `${version.version}` })}
                      {version.title ? ` ${version.title.slice(0, 40)}` : ''}
                    </option>
                  ))}
                </Select>
              </span>
            ))}
            <Button look="quiet" onClick={() => void setChosen({ from: chosen.to, to: chosen.from })} disabled={!ready}>
              {t('compare.swap')}
            </Button>
          </div>
          {data ? <DirectionTag direction={data.comparison.direction} /> : null}
        </header>
        {!ready ? (
          <EmptyState title={t('compare.chooseTwo')} />
        ) : error && !data ? (
          <BoundaryTrouble
            kind="version"
            error={error}
            onRetry={() => void refetch()}
            back={{ href: `/boundaries/${slug}`, label: t('trouble.allVersions') }}
          />
        ) : !data ? (
          <LoadingRows />
        ) : (
          <>
            <WhatChanges comparison={data.comparison} />
            <TextDiff before={data.from.cedar} after={data.to.cedar} />
          </>
        )}
      </main>
    </>
  )
}
