import type { TriageAct } from '@/lib/triage/client'

export type TriageSheetProps = {
  ids: string[]
  busy: boolean
  trouble: string | null
  onClose: () => void
  onSubmit: (act: TriageAct) => Promise<void>
}
