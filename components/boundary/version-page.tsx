'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useTitle } from '@/components/shell/use-title'
import { buttonClass } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/states'
import { versionOptions } from '@/lib/boundaries/client'
import { BoundaryTrouble } from './boundary-trouble'
import { Card } from './card'
import { CatalogueView } from './catalogue-view'
import { CedarText } from './cedar-text'
import { Crumbs } from './crumbs'
import { RuleList } from './rule-list'
import { StatusChip } from './status-chip'

/** A version as it is kept, to read only. */
export function VersionPage({ slug, version }: { slug: string; version: number }) {
  const t = useTranslations('boundary')
  const { data, error, refetch } = useQuery(versionOptions(slug, version))
  useTitle(
    data
      ? t('readOne.named', { title: data.workflow.title, version: `${version}` })
      : t('version', { version: `${version}` }),
  )
  return (
    <>
      <Crumbs
        trail={[{ href: `/boundaries/${slug}`, label: data?.workflow.title ?? slug }]}
        last={t('version', { version: `${version}` })}
      />
      <main id="main" className="grid gap-5 px-6 pt-5 pb-12 max-tablet:px-4 max-tablet:pb-24">
        {error && !data ? (
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
            <header className="flex flex-wrap items-start justify-between gap-4">
              <div>
                <h1 className="text-20">{t('readOne.named', { title: data.workflow.title, version: `${version}` })}</h1>
                <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-fg-2">
                  <StatusChip state={data.status} />
                  {data.title}
                  <span className="text-fg-3">
                    {data.based_on === null
                      ? t('readOne.by', { author: data.author.name })
                      : t('readOne.byBased', { author: data.author.name, base: `${data.based_on}` })}
                  </span>
                </p>
                {data.note ? (
                  <p className="mt-1 max-w-[92ch] text-fg-2">{t.rich('quoted', { text: () => data.note })}</p>
                ) : null}
              </div>
              {data.active && data.active.version !== version ? (
                <Link
                  href={`/boundaries/${slug}/compare?from=${version}&to=${data.active.version}`}
                  className={buttonClass()}
                >
                  {t('editor.compareWith', { version: `${data.active.version}` })}
                </Link>
              ) : null}
            </header>
            <Card title={t('readOne.rules')} note={t('count.rules', { count: data.check.rules.length })}>
              <RuleList rules={data.check.rules} actions={data.catalogue.action_types} />
            </Card>
            <Card title={t('readOne.text')} note={t('cedar.title')}>
              <CedarText text={data.cedar} label={t('cedar.textOfVersion', { version: `${version}` })} />
            </Card>
            <Card title={t('readOne.catalogue')}>
              <CatalogueView catalogue={data.catalogue} />
            </Card>
          </>
        )}
      </main>
    </>
  )
}
