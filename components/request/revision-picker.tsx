'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/field'
import type { RequestView } from '@/lib/inbox/schema'

/** "Revision 2 of 3": each one is a request of its own, with its own decisions. Nothing when it was asked once. */
export function RevisionPicker({ view }: { view: RequestView }) {
  const t = useTranslations('request.strip')
  const router = useRouter()
  const { revisions } = view
  if (revisions.length < 2) return null
  return (
    <Select
      aria-label={t('revision')}
      className="-my-1"
      value={view.item.id}
      onChange={(event) => router.push(`/inbox/${event.target.value}`)}
      data-testid="revision-picker"
    >
      {revisions.map((revision) => (
        <option key={revision.id} value={revision.id} disabled={!revision.can_open}>
          {revision.id === view.item.id
            ? t('revisionOf', { number: String(revision.number), total: revisions.length })
            : t('otherRevision', { number: String(revision.number), state: revision.status })}
        </option>
      ))}
    </Select>
  )
}
