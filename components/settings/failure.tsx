import { Strip } from '@/components/ui/strip'
import { ApiError } from '@/lib/http/client'

/** Why nothing was changed, in the server's own sentence. */
export function Failure({ error }: { error: Error | null }) {
  if (!error) return null
  return (
    <div role="alert" className="mt-3">
      <Strip tone="danger">{sentenceOf(error)}</Strip>
    </div>
  )
}

function sentenceOf(error: Error): string {
  if (!(error instanceof ApiError)) return 'The passkey was not used. Nothing was changed.'
  const [first] = error.errors
  if (first)
    return `${first.pointer.split('/').at(-1)?.replace('_', ' ') ?? 'This'} ${first.detail}. Nothing was changed.`
  return error.detail || 'Nothing was changed.'
}
