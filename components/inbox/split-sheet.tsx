'use client'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Choice, TextField } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import type { SplitsPage } from '@/lib/inbox/schema-splits'

/** Keeps what is in the box as a tab: a name, and whether a team sees it too. */
export function SplitSheet({
  teams,
  full,
  query,
  busy,
  error,
  onClose,
  onSubmit,
}: {
  teams: SplitsPage['teams']
  full: boolean
  query: string
  busy: boolean
  error: Error | null
  onClose: () => void
  onSubmit: (title: string, team: string | null) => void
}) {
  const t = useTranslations('inbox.view')
  const words = useTranslations('words')
  const [title, setTitle] = useState('')
  const [team, setTeam] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      testId="split-sheet"
      title={t('saveTitle')}
      initialFocus={field}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {words('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button
            size="lg"
            look="primary"
            form="split-form"
            type="submit"
            disabled={busy || full || title.trim() === ''}
            data-testid="split-save"
          >
            {words('save')}
          </Button>
        </>
      }
    >
      <form
        id="split-form"
        className="grid gap-4 px-4 pb-4 tablet:px-8"
        onSubmit={(event) => {
          event.preventDefault()
          if (title.trim() !== '') onSubmit(title.trim(), team)
        }}
      >
        <p className="font-mono text-12 text-fg-2 [overflow-wrap:anywhere]">{query}</p>
        <TextField
          ref={field}
          label={t('name')}
          value={title}
          maxLength={limits.splitTitleChars}
          onChange={(event) => setTitle(event.target.value)}
          data-testid="split-title"
        />
        {teams.length > 0 ? (
          <fieldset className="grid gap-1.5 text-13">
            <legend className="mb-1.5 font-medium">{t('who')}</legend>
            <Choice name="team" checked={team === null} onChange={() => setTeam(null)}>
              {t('onlyMe')}
            </Choice>
            {teams.map((each) => (
              <Choice key={each.id} name="team" checked={team === each.id} onChange={() => setTeam(each.id)}>
                {t.rich('team', { team: each.title, note: (inner) => <span className="text-fg-3">{inner}</span> })}
              </Choice>
            ))}
          </fieldset>
        ) : null}
        {full ? <Strip tone="warn">{t('full')}</Strip> : null}
        {error ? <Strip tone="danger">{t('failed', { why: error.message })}</Strip> : null}
      </form>
    </Sheet>
  )
}
