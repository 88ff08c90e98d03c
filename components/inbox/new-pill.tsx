'use client'
import { ArrowUp } from 'lucide-react'
import { useTranslations } from 'use-intl'

/** How many new requests wait to be let into the list. */
export function NewPill({ count, onClick }: { count: number; onClick: () => void }) {
  const t = useTranslations('inbox')
  return (
    <button
      type="button"
      onClick={onClick}
      data-testid="new-items-pill"
      // Held at its start, so that nothing of it moves when the number grows.
      className="absolute start-[calc(100%-10rem)] top-1 z-[5] inline-flex h-6 items-center gap-1 rounded-full bg-ink px-2.5 font-medium text-12 text-on-ink hover:bg-ink-hover"
    >
      <ArrowUp className="size-3.5" aria-hidden="true" />
      {t('new', { count })}
    </button>
  )
}
