'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTitle } from '@/components/shell/use-title'
import { buttonClass } from '@/components/ui/button'
import { ErrorState, LoadingRows } from '@/components/ui/states'
import { draftOptions } from '@/lib/boundaries/client'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { ApiError } from '@/lib/http/client'
import { BoundaryTrouble } from './boundary-trouble'
import { KeptText } from './conflict'
import { Crumbs } from './crumbs'

// The editor with CodeMirror comes when a draft is opened, never with the first screen.
const EditorDesk = dynamic(() => import('./editor-desk').then((module) => module.EditorDesk), {
  ssr: false,
  loading: () => <LoadingRows />,
})

/** The draft of a workflow's next version. Who may not edit it is shown the same, to read. */
export function EditorPage({ slug }: { slug: string }) {
  const t = useTranslations('boundary')
  const { data, error, refetch } = useQuery(draftOptions(slug))
  // What the desk was opened with; it goes on from there by itself, and is told of what others save.
  const [opened, setOpened] = useState<BoundaryView | null>(null)
  const [kept, setKept] = useState<string | null>(null)
  const gone = error instanceof ApiError && error.status === 404
  const view = data?.status === 'draft' ? data : undefined
  useTitle(
    data ? t('editor.draftTitle', { title: data.workflow.title, version: `${data.version}` }) : t('editor.draft'),
  )
  if (view && opened?.id !== view.id) setOpened(view)
  return (
    <>
      <Crumbs
        trail={[{ href: `/boundaries/${slug}`, label: data?.workflow.title ?? slug }]}
        last={data ? t('state.draftOf', { version: `${data.version}` }) : t('editor.draft')}
      />
      <main id="main" className="max-tablet:pb-20 desk:flex desk:min-h-0 desk:flex-[1_1_0px] desk:flex-col">
        {gone ? (
          <ErrorState
            heading="h1"
            title={t('editor.none')}
            actions={
              <Link href={`/boundaries/${slug}`} className={buttonClass()}>
                {t('editor.theWorkflow')}
              </Link>
            }
          >
            {t('editor.noneNote')}
          </ErrorState>
        ) : error && !data ? (
          <BoundaryTrouble error={error} onRetry={() => void refetch()} />
        ) : data?.status === 'in_review' ? (
          <ErrorState
            heading="h1"
            title={t('editor.inReview', { version: `${data.version}` })}
            actions={
              <Link href={`/boundaries/${slug}/change`} className={buttonClass()}>
                {t('editor.seeChange')}
              </Link>
            }
          >
            {t('editor.inReviewNote')}
          </ErrorState>
        ) : opened === null || view === undefined ? (
          <LoadingRows />
        ) : (
          <>
            {kept === null ? null : <KeptText text={kept} onClose={() => setKept(null)} />}
            <EditorDesk
              key={`${opened.id} ${opened.edits}`}
              start={opened}
              latest={view}
              onReload={(theirs, mine) => {
                setKept(mine)
                setOpened(theirs)
              }}
            />
          </>
        )}
      </main>
    </>
  )
}
