import type { Format } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import type { NoticeItem } from '@/lib/notices/schema'

/** Notices under the day that they came on, in their order: "Today", "Yesterday", "24 Nov 2026" (UTC). */
export function byDay(
  items: readonly NoticeItem[],
  today: string,
  t: Translate<'notices'>,
  dateOnly: Format['date'],
): { day: string; items: NoticeItem[] }[] {
  const yesterday = today === '' ? '' : dateOnly(new Date(Date.parse(today) - 86_400_000).toISOString())
  const groups: { day: string; items: NoticeItem[] }[] = []
  for (const item of items) {
    const date = dateOnly(item.at)
    const day = today !== '' && date === dateOnly(today) ? t('today') : date === yesterday ? t('yesterday') : date
    const last = groups.at(-1)
    if (last?.day === day) last.items.push(item)
    else groups.push({ day, items: [item] })
  }
  return groups
}
