'use client'
import { Redo2, Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TryBox } from './try-box'
import { useDesk, useDeskState } from './use-desk'

/** The text. It is not React's: the editor keeps it, and nothing here is drawn while somebody types. */
export function CedarPane() {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const box = useRef<HTMLDivElement>(null)
  const faults = useDeskState((state) => state.check.faults.length)
  const checking = useDeskState((state) => state.checking)
  const failed = useDeskState((state) => state.checkFailed)
  const types = useDeskState((state) => state.catalogue.action_types.length)
  useEffect(() => (box.current ? desk.mount(box.current) : undefined), [desk])
  return (
    <>
      <div className="flex min-h-11 items-center gap-2 border-line border-b px-4">
        <h2 className="text-14">{t('cedar.title')}</h2>
        <span className="text-12 text-fg-3" data-testid="check-state" data-checking={checking}>
          {failed ? (
            <span className="text-danger">{t('cedar.notChecked', { why: failed })}</span>
          ) : faults > 0 ? (
            <button
              type="button"
              className="min-h-6 font-medium text-danger hover:underline"
              onClick={() => desk.goTo(desk.snapshot().check.faults[0]?.from ?? 0)}
            >
              {t('count.errors', { count: faults })}
            </button>
          ) : checking ? (
            t('cedar.checking')
          ) : (
            t('cedar.noErrors')
          )}
        </span>
        {desk.readOnly ? null : (
          <span className="ms-auto flex gap-1">
            <Button
              size="sm"
              look="quiet"
              aria-label={t('cedar.undo')}
              title={t('cedar.undo')}
              onClick={() => desk.undo()}
            >
              <Undo2 className="size-4" aria-hidden="true" />
            </Button>
            <Button
              size="sm"
              look="quiet"
              aria-label={t('cedar.redo')}
              title={t('cedar.redo')}
              onClick={() => desk.redo()}
            >
              <Redo2 className="size-4" aria-hidden="true" />
            </Button>
          </span>
        )}
      </div>
      <div ref={box} data-testid="cedar-editor" className="flex min-w-0 flex-col desk:min-h-60 desk:flex-1" />
      <div className="mt-auto flex-none">
        <TryBox />
        <p
          id="cedar-hint"
          className="flex flex-wrap justify-between gap-x-4 border-line border-t px-4 py-1.5 text-12 text-fg-3"
        >
          <span>{t('cedar.schema', { count: types })}</span>
          <span>{t('cedar.keys')}</span>
        </p>
      </div>
    </>
  )
}
