'use client'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
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
  const t = useTranslations('boundary')
  const desk = useDesk()
  const save = useDeskState((state) => state.save)
  const queryClient = useQueryClient()
  const [theirs, setTheirs] = useState<BoundaryView | null>(null)
  const [failed, setFailed] = useState('')
  if (save.state !== 'conflict') return null
  const bold = (words: ReactNode) => <b>{words}</b>
  const newest = () => queryClient.fetchQuery({ ...draftOptions(desk.slug), staleTime: 0 })
  const attempt = (then: (view: BoundaryView) => void) => () =>
    void newest().then(then, (error: unknown) =>
      setFailed(error instanceof Error ? error.message : t('conflict.noAnswer')),
    )
  return (
    <>
      <div data-testid="draft-conflict">
        <Banner
          tone="warn"
          action={
            <span className="flex flex-wrap gap-2">
              <Button size="sm" onClick={attempt((view) => onReload(view, desk.text))} data-testid="load-theirs">
                {t('conflict.load')}
              </Button>
              <Button size="sm" onClick={attempt(setTheirs)} data-testid="see-difference">
                {t('conflict.see')}
              </Button>
            </span>
          }
        >
          {save.at
            ? t.rich('conflict.titleAt', {
                name: save.by,
                problem: failed,
                b: bold,
                ago: () => <Ago at={save.at} />,
              })
            : t.rich('conflict.title', { name: save.by, problem: failed, b: bold })}
        </Banner>
      </div>
      {theirs ? (
        <Sheet
          open
          onClose={() => setTheirs(null)}
          title={t('conflict.sheet', { name: save.by })}
          width="lg"
          rule={false}
          testId="overwrite-sheet"
          foot={
            <>
              <Button onClick={() => setTheirs(null)}>{t('cancel')}</Button>
              <Button
                look="danger"
                data-testid="overwrite"
                onClick={() => {
                  setTheirs(null)
                  void desk.saving.overwrite()
                }}
              >
                {t('conflict.overwrite')}
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
  const t = useTranslations('boundary')
  return (
    <div className="px-6 pt-3 max-tablet:px-4">
      <Strip testId="kept-text">
        {t('conflict.kept')}{' '}
        <CopyButton value={text} className="link min-h-6">
          {t('conflict.copy')}
        </CopyButton>{' '}
        <button type="button" className="link min-h-6" onClick={onClose}>
          {t('conflict.drop')}
        </button>
      </Strip>
    </div>
  )
}
