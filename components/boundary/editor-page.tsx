'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
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
  const { data, error, refetch } = useQuery(draftOptions(slug))
  // What the desk was opened with; it goes on from there by itself, and is told of what others save.
  const [opened, setOpened] = useState<BoundaryView | null>(null)
  const [kept, setKept] = useState<string | null>(null)
  const gone = error instanceof ApiError && error.status === 404
  const view = data?.status === 'draft' ? data : undefined
  useTitle(data ? `Draft of ${data.workflow.title} v${data.version}` : 'Draft')
  if (view && opened?.id !== view.id) setOpened(view)
  return (
    <>
      <Crumbs
        trail={[{ href: `/boundaries/${slug}`, label: data?.workflow.title ?? slug }]}
        last={data ? `Draft v${data.version}` : 'Draft'}
      />
      <main id="main" className="max-tablet:pb-20 desk:flex desk:min-h-0 desk:flex-[1_1_0px] desk:flex-col">
        {gone ? (
          <ErrorState
            heading="h1"
            title="There is no draft"
            actions={
              <Link href={`/boundaries/${slug}`} className={buttonClass()}>
                The workflow
              </Link>
            }
          >
            Nothing is open here: it was activated or discarded, it is not yours to see, or the address is mistyped.
          </ErrorState>
        ) : error && !data ? (
          <BoundaryTrouble error={error} onRetry={() => void refetch()} />
        ) : data?.status === 'in_review' ? (
          <ErrorState
            heading="h1"
            title={`v${data.version} is in review`}
            actions={
              <Link href={`/boundaries/${slug}/change`} className={buttonClass()}>
                See the change
              </Link>
            }
          >
            What is in review does not change. Its author can withdraw it and go on writing.
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
