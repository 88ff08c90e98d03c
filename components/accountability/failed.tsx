import { useTranslations } from 'use-intl'
import { Strip } from '@/components/ui/strip'
import { ApiError } from '@/lib/http/client'

/** Why something did not happen; nothing when it did. What a person cancelled at the passkey says so. */
export function Failed({ error, what }: { error: Error | null; what: string }) {
  const t = useTranslations('accountability')
  if (error === null) return null
  return (
    <div role="alert">
      <Strip tone="danger">
        {what}{' '}
        {error instanceof ApiError
          ? error.errors.length > 0
            ? error.errors
                .map(({ pointer, detail }) => `${pointer.split('/').pop() || t('failed.it')} ${detail}`)
                .join('; ')
            : error.detail
          : t('failed.passkey')}
      </Strip>
    </div>
  )
}
