import { dateOnly } from '@/components/ui/duration'
import type { CellView } from '@/lib/accountability/schema'

/** What a role is about, under its name. */
export const ROLE_NOTES: { readonly [role in CellView['role']]: string } = {
  accountable_owner: 'answers for it',
  approval_logic: 'boundary and rules',
  logging: 'record and evidence',
  incident_response: 'stops and reports',
  execution: 'executor and access',
}

/** The name in the cell: "Nobody" where nobody is named. */
export function cellName(cell: CellView): string {
  return cell.name === '' ? 'Nobody' : cell.name
}

/** The line under the name: the lead, the contract, or how much else the person answers for. */
export function cellDetail(cell: CellView): string {
  if (cell.kind === 'vendor') return `vendor, ${cell.contract === '' ? 'no contract' : cell.contract}`
  if (cell.kind === 'team') return cell.person?.name ?? 'no lead'
  return cell.load > 1 ? `answers for ${cell.load}` : ''
}

/** "confirmed 40 d ago", "review due 18 Nov 2026", "not confirmed". */
export function freshness(cell: CellView, now: number): string {
  if (cell.acknowledged_at === null) return cell.name === '' ? '' : 'not confirmed'
  if (cell.state === 'due' && cell.review_due !== null) return `review due ${dateOnly(cell.review_due)}`
  const days = Math.floor((now - Date.parse(cell.acknowledged_at)) / 86_400_000)
  return days <= 0 ? 'confirmed today' : `confirmed ${days} d ago`
}

/** A sentence of its own: "The person named has left." */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
