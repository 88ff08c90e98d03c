import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { TopBar } from '@/components/shell/top-bar'
import { buttonClass } from '@/components/ui/button'
import { ErrorState, LoadingRows } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { ApiError } from '@/lib/http/client'

/** The page of one machine or runtime: it is there, on its way, not there for this person, or could not be loaded. */
export function DetailPage<T>({
  of,
  query: { data, error, refetch },
  crumb,
  head,
  main,
  side,
}: {
  of: 'machine' | 'runtime'
  query: { data: T | undefined; error: Error | null; refetch: () => unknown }
  crumb: (data: T) => ReactNode
  head: (data: T) => ReactNode
  main: (data: T) => ReactNode
  /** Beside it; on a phone before it, because the kill switch is in there. */
  side: (data: T) => ReactNode
}) {
  const t = useTranslations('machines')
  if (data === undefined)
    return (
      <main id="main">
        {error instanceof ApiError && error.status === 404 ? (
          <NoSuch of={of} />
        ) : error ? (
          <Trouble what={t(`detail.${of}.what`)} error={error} onRetry={() => void refetch()} />
        ) : (
          <>
            <div className="h-(--top) border-line border-b" />
            <LoadingRows />
          </>
        )}
      </main>
    )
  return (
    <>
      <TopBar>{crumb(data)}</TopBar>
      <main
        id="main"
        className="mx-auto grid w-full max-w-[1120px] gap-5 px-6 pt-6 pb-16 max-tablet:px-4 max-tablet:pb-28"
      >
        {head(data)}
        <div className="grid items-start gap-5 desk:grid-cols-[minmax(0,1fr)_360px]">
          <div className="grid min-w-0 gap-5">{main(data)}</div>
          <div className="grid min-w-0 gap-5 max-desk:order-first">{side(data)}</div>
        </div>
      </main>
    </>
  )
}

/** A page that does not exist for this person. */
function NoSuch({ of }: { of: 'machine' | 'runtime' }) {
  const t = useTranslations('machines')
  return (
    <ErrorState
      heading="h1"
      title={t(`detail.${of}.none`)}
      actions={
        <Link href="/agents" className={buttonClass()}>
          {t('detail.back')}
        </Link>
      }
    >
      {t('detail.note')}
    </ErrorState>
  )
}
