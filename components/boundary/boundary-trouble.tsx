import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { ApiError } from '@/lib/http/client'

/** A workflow or a version that did not come. What a person may not see answers as what does not exist. */
export function BoundaryTrouble({
  error,
  onRetry,
  kind = 'workflow',
  back,
}: {
  error: Error
  onRetry: () => void
  kind?: 'workflow' | 'version'
  back?: { href: string; label: string }
}) {
  const t = useTranslations('boundary')
  if (error instanceof ApiError && error.status === 404)
    return (
      <ErrorState
        heading="h1"
        title={kind === 'workflow' ? t('trouble.noWorkflow') : t('trouble.noVersion')}
        actions={
          <Link href={back?.href ?? '/boundaries'} className={buttonClass()}>
            {back?.label ?? t('trouble.allBoundaries')}
          </Link>
        }
      >
        {t('trouble.note')}
      </ErrorState>
    )
  return <Trouble what={t(`trouble.${kind}`)} error={error} onRetry={onRetry} audience={t('trouble.audience')} />
}
