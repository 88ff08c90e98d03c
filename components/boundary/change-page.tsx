'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useTitle } from '@/components/shell/use-title'
import { buttonClass } from '@/components/ui/button'
import { ErrorState, LoadingRows } from '@/components/ui/states'
import { draftOptions, workflowOptions } from '@/lib/boundaries/client'
import { ApiError } from '@/lib/http/client'
import { BoundaryTrouble } from './boundary-trouble'
import { ChangeBody } from './change-body'
import { ChangeReceipt } from './change-receipt'
import { Crumbs } from './crumbs'
import type { ReviewDone } from './decide-form'

/** The review of the change that is open. When nothing is open (any more), it says what became of it. */
export function ChangePage({ slug }: { slug: string }) {
  const t = useTranslations('boundary')
  const { data, error, refetch } = useQuery(draftOptions(slug))
  const [done, setDone] = useState<ReviewDone | null>(null)
  const gone = error instanceof ApiError && error.status === 404
  const { data: workflow } = useQuery({ ...workflowOptions(slug), enabled: gone || done !== null })
  const title = data?.workflow.title ?? workflow?.title ?? slug
  useTitle(data ? t('change.titleOf', { title, version: `${data.version}` }) : t('change.titleOnly', { title }))
  return (
    <>
      <Crumbs
        trail={[{ href: `/boundaries/${slug}`, label: title }]}
        last={data ? t('change.crumb', { version: `${data.version}` }) : t('change.crumbOnly')}
      />
      <main id="main">
        {done ? (
          <ChangeReceipt slug={slug} view={data} done={done} workflow={workflow} />
        ) : gone && workflow ? (
          <NothingOpen slug={slug} was={data?.version ?? null} versions={workflow.versions} title={workflow.title} />
        ) : error && !data ? (
          <BoundaryTrouble error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : data.review ? (
          <ChangeBody view={data} onDone={setDone} />
        ) : (
          <ErrorState
            heading="h1"
            title={t('change.notInReview')}
            actions={
              <Link href={`/boundaries/${slug}/edit`} className={buttonClass()}>
                {t(data.may.edit ? 'page.goOn' : 'page.lookAt', { version: `${data.version}` })}
              </Link>
            }
          >
            {t('change.notInReviewNote', { version: `${data.version}`, title })}
          </ErrorState>
        )}
      </main>
    </>
  )
}

function NothingOpen({
  slug,
  was,
  versions,
  title,
}: {
  slug: string
  was: number | null
  title: string
  versions: { version: number; status: string; discarded: boolean; reviewers: string[] }[]
}) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const ended = was === null ? undefined : versions.find((version) => version.version === was)
  return (
    <ErrorState
      heading="h1"
      title={
        ended?.status === 'active'
          ? t('change.activated', { version: `${was}` })
          : ended?.discarded
            ? t('change.withdrawn', { version: `${was}` })
            : t('change.noneOpen')
      }
      actions={
        <Link href={`/boundaries/${slug}`} className={buttonClass()}>
          {title}
        </Link>
      }
    >
      {ended?.status === 'active'
        ? t('change.approvedBy', { names: format.list(ended.reviewers) })
        : t('change.nothingWaits')}
    </ErrorState>
  )
}
