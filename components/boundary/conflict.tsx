'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Sheet } from '@/components/ui/sheet'
import { Banner, Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { draftOptions } from '@/lib/boundaries/client'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { CatalogueDiff } from './catalogue-diff'
import { TextDiff } from './text-diff'
import { useDesk, useDeskState } from './use-desk'

/** Somebody saved meanwhile: nothing is stored until one of the two ways was chosen. */
export function ConflictBanner({ onReload }: { onReload: (theirs: BoundaryView, mine: string) => void }) {
  const desk = useDesk()
  const save = useDeskState((state) => state.save)
  const queryClient = useQueryClient()
  const [theirs, setTheirs] = useState<BoundaryView | null>(null)
  const [failed, setFailed] = useState('')
  if (save.state !== 'conflict') return null
  const newest = () => queryClient.fetchQuery({ ...draftOptions(desk.slug), staleTime: 0 })
  const attempt = (then: (view: BoundaryView) => void) => () =>
    void newest().then(then, (error: unknown) =>
      setFailed(error instanceof Error ? error.message : 'It did not answer.'),
    )
  return (
    <>
      <div data-testid="draft-conflict">
        <Banner
          tone="warn"
          action={
            <span className="flex flex-wrap gap-2">
              <Button size="sm" onClick={attempt((view) => onReload(view, desk.text))} data-testid="load-theirs">
                Load theirs
              </Button>
              <Button size="sm" onClick={attempt(setTheirs)} data-testid="see-difference">
                See the difference
              </Button>
            </span>
          }
        >
          <b>{save.by} saved this draft meanwhile</b>
          {save.at ? (
            <>
              , <Ago at={save.at} />
            </>
          ) : null}
          . What you type is not saved until you choose. {failed}
        </Banner>
      </div>
      {theirs ? (
        <Sheet
          open
          onClose={() => setTheirs(null)}
          title={`What yours changes in what ${save.by} saved`}
          width="lg"
          rule={false}
          testId="overwrite-sheet"
          foot={
            <>
              <Button onClick={() => setTheirs(null)}>Cancel</Button>
              <Button
                look="danger"
                data-testid="overwrite"
                onClick={() => {
                  setTheirs(null)
                  void desk.saving.overwrite()
                }}
              >
                Overwrite with mine
              </Button>
            </>
          }
        >
          <div className="grid gap-4 px-4 pb-5 tablet:px-8">
            <TextDiff before={theirs.cedar} after={desk.text} />
            <CatalogueDiff before={theirs.catalogue} after={desk.snapshot().catalogue} />
          </div>
        </Sheet>
      ) : null}
    </>
  )
}

/** After theirs was loaded: mine is still here to be copied. */
export function KeptText({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <div className="px-6 pt-3 max-tablet:px-4">
      <Strip testId="kept-text">
        Your text was set aside and is not in this draft.{' '}
        <CopyButton value={text} className="link min-h-6">
          Copy it
        </CopyButton>{' '}
        <button type="button" className="link min-h-6" onClick={onClose}>
          I don’t need it
        </button>
      </Strip>
    </div>
  )
}
