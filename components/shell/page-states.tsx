import Link from 'next/link'
import { Button, buttonClass } from '@/components/ui/button'
import { ErrorState, LoadingRows } from '@/components/ui/states'

const HOME = (
  <Link href="/inbox" className={buttonClass()}>
    Go to the inbox
  </Link>
)

export function PageLoading() {
  return (
    <main id="main">
      <div className="h-(--top) border-line border-b" />
      <LoadingRows />
    </main>
  )
}

export function PageError({ onRetry }: { onRetry: () => void }) {
  return (
    <main id="main">
      <ErrorState
        heading="h1"
        title="This page broke"
        actions={
          <>
            <Button onClick={onRetry}>Try again</Button>
            {HOME}
          </>
        }
      >
        Nothing was decided by it.
      </ErrorState>
    </main>
  )
}

export function PageNotFound() {
  return (
    <main id="main">
      <ErrorState heading="h1" title="There is no such page" actions={HOME}>
        The address may be mistyped, or what it named is gone.
      </ErrorState>
    </main>
  )
}
