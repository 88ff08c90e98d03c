'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Button, buttonClass } from '@/components/ui/button'
import { ErrorState, LoadingRows } from '@/components/ui/states'

function Home() {
  const t = useTranslations('shell.states')
  return (
    <Link href="/inbox" className={buttonClass()}>
      {t('home')}
    </Link>
  )
}

export function PageLoading() {
  return (
    <main id="main">
      <div className="h-(--top) border-line border-b" />
      <LoadingRows />
    </main>
  )
}

export function PageError({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('shell.states')
  const words = useTranslations('words')
  return (
    <main id="main">
      <ErrorState
        heading="h1"
        title={t('broke')}
        actions={
          <>
            <Button onClick={onRetry}>{words('tryAgain')}</Button>
            <Home />
          </>
        }
      >
        {t('brokeNote')}
      </ErrorState>
    </main>
  )
}

export function PageNotFound() {
  const t = useTranslations('shell.states')
  return (
    <main id="main">
      <ErrorState heading="h1" title={t('noPage')} actions={<Home />}>
        {t('noPageNote')}
      </ErrorState>
    </main>
  )
}
