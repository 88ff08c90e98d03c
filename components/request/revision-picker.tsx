'use client'
import { useRouter } from 'next/navigation'
import { Select } from '@/components/ui/field'
import type { RequestView } from '@/lib/inbox/schema'

const STATUS: Record<RequestView['item']['status'], string> = {
  pending: 'pending',
  approved: 'approved',
  denied: 'denied',
  expired: 'expired',
  cancelled: 'replaced',
}

/** "Revision 2 of 3": each one is a request of its own, with its own decisions. Nothing when it was asked once. */
export function RevisionPicker({ view }: { view: RequestView }) {
  const router = useRouter()
  const { revisions } = view
  if (revisions.length < 2) return null
  return (
    <Select
      aria-label="Revision"
      className="-my-1"
      value={view.item.id}
      onChange={(event) => router.push(`/inbox/${event.target.value}`)}
      data-testid="revision-picker"
    >
      {revisions.map((revision) => (
        <option key={revision.id} value={revision.id} disabled={!revision.can_open}>
          Revision {revision.number}
          {revision.id === view.item.id ? ` of ${revisions.length}` : `, ${STATUS[revision.status]}`}
        </option>
      ))}
    </Select>
  )
}
