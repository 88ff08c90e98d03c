'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
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
  const { data, error, refetch } = useQuery(draftOptions(slug))
  const [done, setDone] = useState<ReviewDone | null>(null)
  const gone = error instanceof ApiError && error.status === 404
  const { data: workflow } = useQuery({ ...workflowOptions(slug), enabled: gone || done !== null })
  const title = data?.workflow.title ?? workflow?.title ?? slug
  useTitle(data ? `Review ${title} v${data.version}` : `Review ${title}`)
  return (
    <>
      <Crumbs
        trail={[{ href: `/boundaries/${slug}`, label: title }]}
        last={data ? `Change to v${data.version}` : 'Change'}
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
            title="This change is not in review"
            actions={
              <Link href={`/boundaries/${slug}/edit`} className={buttonClass()}>
                {data.may.edit ? `Continue draft v${data.version}` : `Look at draft v${data.version}`}
              </Link>
            }
          >
            v{data.version} of {title} is a draft: it was not handed in yet, was withdrawn, or was sent back to its
            author.
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
  const ended = was === null ? undefined : versions.find((version) => version.version === was)
  return (
    <ErrorState
      heading="h1"
      title={
        ended?.status === 'active'
          ? `v${was} was activated meanwhile`
          : ended?.discarded
            ? `v${was} was withdrawn meanwhile`
            : 'No change is open'
      }
      actions={
        <Link href={`/boundaries/${slug}`} className={buttonClass()}>
          {title}
        </Link>
      }
    >
      {ended?.status === 'active'
        ? `${ended.reviewers.join(' and ')} approved it.`
        : 'Nothing waits for a review here. The versions tell what became of the last one.'}
    </ErrorState>
  )
}
