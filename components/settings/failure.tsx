import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import { Strip } from '@/components/ui/strip'
import { ApiError } from '@/lib/http/client'

/** Why nothing was changed, in the server's own sentence. */
export function Failure({ error }: { error: Error | null }) {
  const t = useTranslations('words')
  if (!error) return null
  return (
    <div role="alert" className="mt-3">
      <Strip tone="danger">{sentenceOf(t, error)}</Strip>
    </div>
  )
}

function sentenceOf(t: Translate<'words'>, error: Error): string {
  if (!(error instanceof ApiError)) return t('failure.passkey')
  const [first] = error.errors
  if (!first) return error.detail || t('failure.nothing')
  const { detail } = first
  const field = first.pointer.split('/').at(-1)?.replace('_', ' ')
  return field === undefined ? t('failure.thisField', { detail }) : t('failure.field', { field, detail })
}
