import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'

/** The next page of a list. */
export function More({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  const t = useTranslations('words')
  if (!query.hasNextPage) return null
  return (
    <p className="p-4 text-center">
      <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
        {t('more')}
      </Button>
    </p>
  )
}
