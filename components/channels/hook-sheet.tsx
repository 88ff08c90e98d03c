'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PersonPicker } from '@/components/people/person-picker'
import type { Choosable } from '@/components/people/picker'
import { TeamPicker } from '@/components/people/team-picker'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Choice, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { addHookMutation, changeHookMutation } from '@/lib/channels/client'
import type { HookAnswer, HookView } from '@/lib/channels/schema'

const LEVELS = ['T1', 'T2', 'T3'] as const
type Audience = 'all' | 'team' | 'person'

/** Adds a chat, or changes one. The address of one that is there is never shown again; left empty it stays. */
export function HookSheet({
  hook,
  onClose,
  onAdded,
}: {
  hook?: HookView
  onClose: () => void
  onAdded: (answer: HookAnswer) => void
}) {
  const t = useTranslations('channels')
  const words = useTranslations('words')
  const queryClient = useQueryClient()
  const add = useMutation(addHookMutation(queryClient))
  const change = useMutation(changeHookMutation(queryClient))
  const [title, setTitle] = useState(hook?.title ?? '')
  const [kind, setKind] = useState<HookView['kind']>(hook?.kind ?? 'slack')
  const [url, setUrl] = useState('')
  const [topics, setTopics] = useState<HookView['topics']>(hook?.topics ?? ['T2', 'T3'])
  const [whose, setWhose] = useState<Audience>(hook?.team ? 'team' : hook?.person ? 'person' : 'all')
  const [team, setTeam] = useState<Choosable | null>(hook?.team ? { id: hook.team.id, label: hook.team.title } : null)
  const [person, setPerson] = useState<Choosable | null>(
    hook?.person ? { id: hook.person.id, label: hook.person.name } : null,
  )
  const pending = add.isPending || change.isPending
  const ready =
    title.trim() !== '' &&
    topics.length > 0 &&
    (hook !== undefined || url.trim() !== '') &&
    (whose === 'all' || (whose === 'team' ? team !== null : person !== null))
  function save() {
    const rest = {
      title: title.trim(),
      topics,
      team_id: whose === 'team' ? (team?.id ?? null) : null,
      person_id: whose === 'person' ? (person?.id ?? null) : null,
    }
    if (hook === undefined) return add.mutate({ ...rest, kind, url: url.trim() }, { onSuccess: onAdded })
    const address = url.trim() === '' ? {} : { url: url.trim() }
    change.mutate(
      { id: hook.id, ...rest, ...address },
      {
        onSuccess: () => {
          announce(words('saved'))
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={hook ? t('hook.change', { title: hook.title }) : t('hook.add')}
      testId="hook-sheet"
      foot={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button look="primary" disabled={!ready || pending} onClick={save} data-testid="save-hook">
            {hook ? words('save') : t('hook.addSubmit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <TextField
          label={t('hook.title')}
          hint={t('hook.titleHint')}
          required
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        {hook ? null : (
          <fieldset className="grid gap-2 text-13">
            <legend className="mb-1 font-medium">{t('hook.kind')}</legend>
            <Choice name="kind" checked={kind === 'slack'} onChange={() => setKind('slack')}>
              {t('hooks.kind.slack')} <span className="block text-12 text-fg-3">{t('hook.slackNote')}</span>
            </Choice>
            <Choice name="kind" checked={kind === 'generic'} onChange={() => setKind('generic')}>
              {t('hooks.kind.generic')} <span className="block text-12 text-fg-3">{t('hook.genericNote')}</span>
            </Choice>
          </fieldset>
        )}
        <TextField
          label={t('hook.address')}
          hint={hook ? t('hook.addressKept', { host: hook.host }) : t('hook.addressHint')}
          required={hook === undefined}
          maxLength={2_048}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <fieldset className="grid gap-2 text-13">
          <legend className="mb-1 font-medium">{t('hook.levels')}</legend>
          {LEVELS.map((level) => (
            <Choice
              key={level}
              type="checkbox"
              checked={topics.includes(level)}
              onChange={(event) =>
                setTopics(LEVELS.filter((each) => (each === level ? event.target.checked : topics.includes(each))))
              }
            >
              {level} <span className="text-fg-3">{t(`topic.${level}.title`)}</span>
            </Choice>
          ))}
        </fieldset>
        <fieldset className="grid gap-2 text-13">
          <legend className="mb-1 font-medium">{t('hook.hears')}</legend>
          <Choice name="whose" checked={whose === 'all'} onChange={() => setWhose('all')}>
            {t('hook.all')}
          </Choice>
          <Choice name="whose" checked={whose === 'team'} onChange={() => setWhose('team')}>
            {t('hook.team')}
          </Choice>
          {whose === 'team' ? <TeamPicker value={team} onChange={setTeam} /> : null}
          <Choice name="whose" checked={whose === 'person'} onChange={() => setWhose('person')}>
            {t('hook.person')}
          </Choice>
          {whose === 'person' ? <PersonPicker value={person} onChange={setPerson} /> : null}
        </fieldset>
        <Failure error={add.error ?? change.error} />
      </div>
    </Sheet>
  )
}
