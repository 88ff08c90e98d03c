'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
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
import { counted } from './words'

/** A version as it is kept, to read only. */
export function VersionPage({ slug, version }: { slug: string; version: number }) {
  const { data, error, refetch } = useQuery(versionOptions(slug, version))
  useTitle(data ? `${data.workflow.title} v${version}` : `v${version}`)
  return (
    <>
      <Crumbs trail={[{ href: `/boundaries/${slug}`, label: data?.workflow.title ?? slug }]} last={`v${version}`} />
      <main id="main" className="grid gap-5 px-6 pt-5 pb-12 max-tablet:px-4 max-tablet:pb-24">
        {error && !data ? (
          <BoundaryTrouble
            what="version"
            error={error}
            onRetry={() => void refetch()}
            back={{ href: `/boundaries/${slug}`, label: 'All versions' }}
          />
        ) : !data ? (
          <LoadingRows />
        ) : (
          <>
            <header className="flex flex-wrap items-start justify-between gap-4">
              <div>
                <h1 className="text-20">
                  {data.workflow.title} v{version}
                </h1>
                <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-fg-2">
                  <StatusChip state={data.status} />
                  {data.title}
                  <span className="text-fg-3">
                    written by {data.author.name}
                    {data.based_on === null ? '' : `, based on v${data.based_on}`}
                  </span>
                </p>
                {data.note ? <p className="mt-1 max-w-[92ch] text-fg-2">“{data.note}”</p> : null}
              </div>
              {data.active && data.active.version !== version ? (
                <Link
                  href={`/boundaries/${slug}/compare?from=${version}&to=${data.active.version}`}
                  className={buttonClass()}
                >
                  Compare with v{data.active.version}
                </Link>
              ) : null}
            </header>
            <Card title="Rules" note={counted(data.check.rules.length, 'rule')}>
              <RuleList rules={data.check.rules} actions={data.catalogue.action_types} />
            </Card>
            <Card title="Text" note="Cedar">
              <CedarText text={data.cedar} label={`Cedar text of v${version}`} />
            </Card>
            <Card title="Catalogue">
              <CatalogueView catalogue={data.catalogue} />
            </Card>
          </>
        )}
      </main>
    </>
  )
}
