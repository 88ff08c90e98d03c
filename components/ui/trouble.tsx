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
  if (error instanceof ApiError && error.status === 403) {
    return (
      <ForbiddenState title="You can’t see this">
        {audience ? `It is for ${audience}. ` : ''}
        {error.detail || 'An administrator can give you the role.'}
      </ForbiddenState>
    )
  }
  const offline = error instanceof ApiError && error.offline
  return (
    <ErrorState title={`${what} could not be loaded`} actions={<Button onClick={onRetry}>Try again</Button>}>
      {offline ? 'The server did not answer.' : error.message}
    </ErrorState>
  )
}
