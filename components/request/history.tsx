import { clsx } from 'clsx'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { HiddenText } from '@/components/ui/hidden-text'
import { At } from '@/components/ui/time'
import type { HistoryEntry } from '@/lib/inbox/schema'

const DOT = {
  neutral: 'rounded-full bg-fg-3',
  ok: 'rounded-full bg-ok',
  warn: 'rounded-full bg-warn',
  danger: 'rounded-[1px] bg-danger',
}

/** Everything that happened to one request, oldest first; each line leads to its entry in the log. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  const t = useTranslations('request.history')
  const { number } = useFormat()
  return (
    <ol className="border-line-strong border-t pt-1.5">
      {entries.map((entry) => (
        <li
          key={entry.entry_id}
          className="group/tl grid grid-cols-[58px_16px_minmax(0,1fr)_auto] items-baseline gap-x-2.5 py-[5px] text-13"
        >
          <At at={entry.at} className="text-end text-12 text-fg-3" />
          <span className="relative self-stretch" aria-hidden="true">
            <span className={clsx('absolute top-[5px] start-[4.5px] size-[7px]', DOT[entry.tone])} />
            <span className="absolute top-3 -bottom-[11px] start-[7.5px] w-px bg-line-strong group-last/tl:hidden" />
          </span>
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <HiddenText>{entry.sentence}</HiddenText>
          </span>
          <Link
            href={`/audit?entry=${entry.entry_id}`}
            className="link min-h-6 font-mono text-12/[18px]"
            title={t('entry', { type: entry.type })}
          >
            {entry.index === null ? t('soon') : number(entry.index)}
          </Link>
        </li>
      ))}
    </ol>
  )
}
