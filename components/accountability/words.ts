import type { Format } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import type { CellView } from '@/lib/accountability/schema'

type Say = Translate<'accountability'>

/** The name in the cell: "Nobody" where nobody is named. */
export function cellName(t: Say, cell: CellView): string {
  return cell.name === '' ? t('cell.nobody') : cell.name
}

/** The line under the name: the lead, the contract, or how much else the person answers for. */
export function cellDetail(t: Say, cell: CellView): string {
  if (cell.kind === 'vendor')
    return cell.contract === '' ? t('cell.vendorWithout') : t('cell.vendor', { contract: cell.contract ?? '' })
  if (cell.kind === 'team') return cell.person?.name ?? t('cell.noLead')
  return cell.load > 1 ? t('cell.load', { count: cell.load }) : ''
}

/** "confirmed 40 d ago", "review due 18 Nov 2026", "not confirmed". */
export function freshness(t: Say, { date }: Pick<Format, 'date'>, cell: CellView, now: number): string {
  if (cell.acknowledged_at === null) return cell.name === '' ? '' : t('cell.notConfirmed')
  if (cell.state === 'due' && cell.review_due !== null) return t('cell.reviewDue', { date: date(cell.review_due) })
  const days = Math.floor((now - Date.parse(cell.acknowledged_at)) / 86_400_000)
  return days <= 0 ? t('cell.confirmedToday') : t('cell.confirmedAgo', { days })
}

/** What the server says of a gap as a sentence of its own: "The person named has left." */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
