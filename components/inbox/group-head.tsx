import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { batchHref } from '@/components/batch/batch-href'
import type { Translate } from '@/components/language/translate'
import { Level, levelWords } from '@/components/request/level'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Group } from './steady-list'

/** What a group is called: what it says itself, or what its level asks. */
function groupWords(t: Translate<'words'>, group: Group): string {
  return group.words || levelWords(t, group.level, group.quorum ?? 2)
}

/** The head of a group: level, what it asks, how many; pressing it folds the group. */
export function GroupHead({
  group,
  byRisk,
  batch,
  folded,
  onFold,
}: {
  group: Group
  /** The groups are levels, so the level is the name. */
  byRisk: boolean
  /** They are alike and may be decided together. */
  batch: boolean
  folded: boolean
  onFold: (key: string) => void
}) {
  const t = useTranslations('words')
  const inbox = useTranslations('inbox')
  return (
    <div className="flex items-center border-line border-b bg-page text-12 text-fg-2">
      <h2 className="min-w-0 flex-1 font-normal">
        <button
          type="button"
          aria-expanded={!folded}
          onClick={() => onFold(group.key)}
          className="flex h-[31px] w-full items-center gap-2 px-6 text-start hover:text-fg max-tablet:h-9 max-tablet:px-4"
        >
          <Level level={group.level} label={false} className="size-3" />
          {byRisk ? <b className="text-fg">{group.level}</b> : null}
          <span className={clsx('min-w-0 truncate', !byRisk && 'font-medium text-fg')}>
            <HiddenText>{groupWords(t, group)}</HiddenText>
          </span>
          <span className="text-fg-3">{group.ids.length}</span>
          <ChevronDown
            aria-hidden="true"
            className={clsx('ms-auto size-3.5 flex-none text-fg-3', folded && '-rotate-90')}
          />
        </button>
      </h2>
      {batch ? (
        <span className="flex flex-none gap-3 pe-6 max-tablet:pe-4">
          <Link
            href={batchHref(group.ids, 'run')}
            className="link inline-flex min-h-6 items-center"
            data-testid={`run-${group.key}`}
          >
            {inbox('groupBatch.run')}
          </Link>
          <Link
            href={batchHref(group.ids, 'table')}
            className="link inline-flex min-h-6 items-center"
            data-testid={`table-${group.key}`}
          >
            {inbox('groupBatch.table')}
          </Link>
        </span>
      ) : null}
    </div>
  )
}
