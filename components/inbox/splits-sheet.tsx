'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import type { SplitChange } from '@/lib/inbox/client'
import type { SplitsPage, SplitView } from '@/lib/inbox/schema-splits'

/** My tabs: their names, their order, whom they are shared with, and the way to be rid of one. */
export function SplitsSheet({
  splits,
  teams,
  busy,
  error,
  onChange,
  onGone,
  onClose,
}: {
  splits: SplitView[]
  teams: SplitsPage['teams']
  busy: boolean
  error: Error | null
  onChange: (change: SplitChange) => void
  onGone: (id: string) => void
  onClose: () => void
}) {
  const t = useTranslations('inbox.view')
  const words = useTranslations('words')
  const move = (at: number, step: number) => {
    const ids = splits.map(({ id }) => id)
    const [id] = ids.splice(at, 1)
    if (id === undefined) return
    ids.splice(at + step, 0, id)
    onChange({ kind: 'order', ids })
  }
  return (
    <Sheet
      open
      onClose={onClose}
      rule={false}
      testId="splits-sheet"
      title={t('my')}
      foot={
        <Button size="lg" onClick={onClose} data-testid="splits-done">
          {words('done')}
        </Button>
      }
    >
      <ol className="px-4 pb-2 tablet:px-8">
        {splits.map((split, at) => (
          <li key={split.id} className="grid gap-1 border-line border-t py-2.5 first:border-t-0">
            <div className="flex items-center gap-2">
              <Name
                split={split}
                onName={(title) => onChange({ kind: 'change', id: split.id, split: inputOf(split, { title }) })}
              />
              <Button
                size="sm"
                aria-label={t('up', { title: split.title })}
                disabled={busy || at === 0}
                onClick={() => move(at, -1)}
                className="size-8 p-0!"
              >
                <ArrowUp className="size-4" aria-hidden="true" />
              </Button>
              <Button
                size="sm"
                aria-label={t('down', { title: split.title })}
                disabled={busy || at === splits.length - 1}
                onClick={() => move(at, 1)}
                className="size-8 p-0!"
              >
                <ArrowDown className="size-4" aria-hidden="true" />
              </Button>
              <Button
                size="sm"
                look="danger"
                disabled={busy}
                aria-label={t('deleteOne', { title: split.title })}
                onClick={() => {
                  onChange({ kind: 'delete', id: split.id })
                  onGone(split.id)
                }}
                className="min-h-8!"
              >
                {t('delete')}
              </Button>
            </div>
            <div className="flex flex-wrap items-center gap-3 text-12 text-fg-3">
              <span className="min-w-0 flex-1 font-mono [overflow-wrap:anywhere]">
                {split.query || t('everything')}
              </span>
              <Select
                aria-label={t('whoSees', { title: split.title })}
                value={split.team?.id ?? ''}
                disabled={busy}
                onChange={(event) =>
                  onChange({
                    kind: 'change',
                    id: split.id,
                    split: inputOf(split, { team: event.target.value === '' ? null : event.target.value }),
                  })
                }
              >
                <option value="">{t('onlyMe')}</option>
                {teams.map((team) => (
                  <option key={team.id} value={team.id}>
                    {team.title}
                  </option>
                ))}
              </Select>
            </div>
          </li>
        ))}
      </ol>
      {error ? (
        <div className="px-4 pb-3 tablet:px-8">
          <Strip tone="danger">{error.message}</Strip>
        </div>
      ) : null}
    </Sheet>
  )
}

/** The name, kept when the field is left. */
function Name({ split, onName }: { split: SplitView; onName: (title: string) => void }) {
  const t = useTranslations('inbox.view')
  const [title, setTitle] = useState(split.title)
  const keep = () => {
    const next = title.trim()
    if (next === '') setTitle(split.title)
    else if (next !== split.title) onName(next)
  }
  return (
    <input
      aria-label={t('nameOf', { title: split.title })}
      className="field min-h-8 min-w-0 flex-1 px-2.5 py-1 text-13"
      value={title}
      maxLength={limits.splitTitleChars}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  )
}

function inputOf(split: SplitView, over: { title?: string; team?: string | null }) {
  const { title, query, group, sort, team } = split
  return { title, query, group, sort, team: team?.id ?? null, ...over }
}
