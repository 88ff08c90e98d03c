import { useTranslations } from 'use-intl'
import { ApiError } from '@/lib/http/client'
import { Button } from './button'
import { ErrorState, ForbiddenState } from './states'

/** A list that did not come: not allowed, not reachable, or broken; each says what to do. */
export function Trouble({
  what,
  error,
  audience,
  onRetry,
}: {
  what: string
  error: Error
  audience?: string
  onRetry: () => void
}) {
  const t = useTranslations()
  if (error instanceof ApiError && error.status === 403) {
    return (
      <ForbiddenState title={t('ui.trouble.forbidden')}>
        {audience ? `${t('ui.trouble.audience', { audience })} ` : ''}
        {error.detail || t('ui.trouble.askAdmin')}
      </ForbiddenState>
    )
  }
  const offline = error instanceof ApiError && error.offline
  return (
    <ErrorState
      title={t('ui.trouble.notLoaded', { what })}
      actions={<Button onClick={onRetry}>{t('words.tryAgain')}</Button>}
    >
      {offline ? t('words.noAnswer') : error.message}
    </ErrorState>
  )
}
