'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Button, buttonClass } from '@/components/ui/button'
import { Bone, ErrorState, ForbiddenState } from '@/components/ui/states'
import { ApiError } from '@/lib/http/client'

/** Not found, not allowed, or no answer: each says what to do. */
export function RequestTrouble({ id, error, onRetry }: { id: string; error: Error; onRetry: () => void }) {
  const t = useTranslations('request.trouble')
  const inbox = useTranslations('request')
  const words = useTranslations('words')
  const back = (
    <Link href="/inbox" className={buttonClass()}>
      {inbox('backToInbox')}
    </Link>
  )
  if (error instanceof ApiError && error.status === 404) {
    return (
      <ErrorState heading="h1" title={t('missing')} actions={back}>
        {t.rich('missingNote', { id, code: (words) => <code>{words}</code> })}
      </ErrorState>
    )
  }
  if (error instanceof ApiError && error.status === 403) {
    return (
      <ForbiddenState heading="h1" title={t('forbidden')} actions={back}>
        {error.detail || t('forbiddenNote')}
      </ForbiddenState>
    )
  }
  return (
    <ErrorState
      heading="h1"
      title={t('failed')}
      actions={
        <>
          <Button onClick={onRetry}>{words('tryAgain')}</Button>
          {back}
        </>
      }
    >
      {t('failedNote', { error: error.message })}
    </ErrorState>
  )
}

export function RequestLoading() {
  const t = useTranslations('request.trouble')
  return (
    <div
      role="status"
      data-testid="loading-state"
      className="mx-auto grid max-w-[1216px] gap-8 px-6 pt-8 wide:grid-cols-[minmax(0,1fr)_320px]"
    >
      <span className="sr-only">{t('loading')}</span>
      <div className="grid content-start gap-5" aria-hidden="true">
        <div className="grid gap-2 tablet:px-8">
          <Bone className="h-7 w-3/4" />
          <Bone className="h-4 w-1/3" />
        </div>
        <div className="grid gap-5 rounded-paper border border-line-strong bg-sheet p-8">
          <Bone className="h-5 w-32" />
          <div className="deed-rule opacity-20" />
          {['w-1/2', 'w-1/3', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/4'].map((width) => (
            <Bone key={width} className={`h-4 ${width}`} />
          ))}
        </div>
      </div>
      <div className="h-80 rounded-paper border border-line bg-panel max-wide:hidden" aria-hidden="true" />
    </div>
  )
}
