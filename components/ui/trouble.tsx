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
  const t = useTranslations('ui.trouble')
  const words = useTranslations('words')
  if (error instanceof ApiError && error.status === 403) {
    return (
      <ForbiddenState title={t('forbidden')}>
        {audience ? `${t('audience', { audience })} ` : ''}
        {error.detail || t('askAdmin')}
      </ForbiddenState>
    )
  }
  const offline = error instanceof ApiError && error.offline
  return (
    <ErrorState title={t('notLoaded', { what })} actions={<Button onClick={onRetry}>{words('tryAgain')}</Button>}>
      {offline ? words('noAnswer') : error.message}
    </ErrorState>
  )
}
