import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { ApiError } from '@/lib/http/client'

/** A workflow or a version that did not come. What a person may not see answers as what does not exist. */
export function BoundaryTrouble({
  error,
  onRetry,
  what = 'workflow',
  back,
}: {
  error: Error
  onRetry: () => void
  what?: string
  back?: { href: string; label: string }
}) {
  if (error instanceof ApiError && error.status === 404)
    return (
      <ErrorState
        heading="h1"
        title={`There is no such ${what}`}
        actions={
          <Link href={back?.href ?? '/boundaries'} className={buttonClass()}>
            {back?.label ?? 'All boundaries'}
          </Link>
        }
      >
        The address may be mistyped, or it is not yours to see. Owners of a workflow, compliance reviewers and
        administrators see its boundary.
      </ErrorState>
    )
  return <Trouble what={`The ${what}`} error={error} onRetry={onRetry} audience="owners and compliance reviewers" />
}
