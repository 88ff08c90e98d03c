'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import type { Translate } from '@/components/language/translate'
import { Level } from '@/components/request/level'
import { BeforeAfter } from '@/components/settings/before-after'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Strip } from '@/components/ui/strip'
import { chooseMutation } from '@/lib/channels/client'
import type { MyChannels, PreferencesBody } from '@/lib/channels/schema'
import type { ChoosableTopic } from '@/lib/core/message/preferences'
import { Hours } from './hours'
import { sayQuiet, sayTopics, TOPICS } from './words'

/** What reaches me where, saved as a whole; what would change is said before. */
export function Preferences({ mine }: { mine: MyChannels }) {
  const t = useTranslations('channels')
  const words = useTranslations('words')
  const save = useMutation(chooseMutation(useQueryClient()))
  const before = mine.preferences
  const [chosen, setChosen] = useState<PreferencesBody>(before)
  const changes = changesOf(t, before, chosen)
  const set = (part: Partial<PreferencesBody>) => setChosen({ ...chosen, ...part })
  const toggle = (channel: 'email' | 'push', topic: ChoosableTopic) =>
    set({
      [channel]: chosen[channel].includes(topic)
        ? chosen[channel].filter((other) => other !== topic)
        : [...chosen[channel], topic],
    })
  return (
    <Block id="my-channels" title={t('mine.title')} note={t('mine.note')}>
      {mine.email.configured ? null : <Strip className="mb-3">{t('mine.noMail')}</Strip>}
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(chosen, { onSuccess: () => announce(words('saved')) })
        }}
      >
        <table className="w-full text-13">
          <thead>
            <tr className="border-line border-b text-12 text-fg-3">
              <th scope="col" className="py-1.5 text-start font-normal">
                {t('mine.about')}
              </th>
              <th scope="col" className="w-24 py-1.5 text-center font-normal max-tablet:w-16">
                {t('channel.email')}
              </th>
              <th scope="col" className="w-28 py-1.5 text-center font-normal max-tablet:w-20">
                {t('channel.push')}
              </th>
            </tr>
          </thead>
          <tbody>
            {TOPICS.map((topic) => (
              <tr key={topic} className="border-line border-b last:border-b-0">
                <th scope="row" className="py-2 text-start font-normal">
                  <span className="flex items-baseline gap-2">
                    {topic === 'outcome' || topic === 'notice' ? (
                      <span className="w-[38px] flex-none" aria-hidden="true" />
                    ) : (
                      <span className="inline-flex w-[38px] flex-none items-center gap-1 text-12 text-fg-3">
                        <Level level={topic} label={false} /> {topic}
                      </span>
                    )}
                    <span>
                      <span className="font-medium">{t(`topic.${topic}.title`)}</span>
                      <span className="block text-12 text-fg-3">{t(`topic.${topic}.note`)}</span>
                    </span>
                  </span>
                </th>
                {(['email', 'push'] as const).map((channel) => (
                  <td key={channel} className="py-2 text-center align-middle">
                    <label className="inline-grid size-8 cursor-pointer place-items-center">
                      <span className="sr-only">
                        {channel === 'email'
                          ? t('mine.byEmail', { topic: t(`topic.${topic}.title`) })
                          : t('mine.byPush', { topic: t(`topic.${topic}.title`) })}
                      </span>
                      <input
                        type="checkbox"
                        className="choice ticked rounded-sm disabled:opacity-60"
                        checked={topic === 'T3' || chosen[channel].includes(topic)}
                        disabled={topic === 'T3'}
                        onChange={() => topic !== 'T3' && toggle(channel, topic)}
                        data-testid={`${channel}-${topic}`}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Hours chosen={chosen} onChange={set} />
        {changes.length > 0 ? (
          <div className="grid gap-1 border-line border-t pt-3">
            {changes.map((change) => (
              <BeforeAfter key={change.label} {...change} />
            ))}
          </div>
        ) : null}
        <div className="flex gap-2">
          <Button
            type="submit"
            look="primary"
            disabled={changes.length === 0 || save.isPending}
            data-testid="save-channels"
          >
            {words('save')}
          </Button>
          {changes.length > 0 ? <Button onClick={() => setChosen(before)}>{t('mine.undo')}</Button> : null}
        </div>
        <Failure error={save.error} />
      </form>
    </Block>
  )
}

function changesOf(t: Translate<'channels'>, before: PreferencesBody, after: PreferencesBody) {
  const said = (of: PreferencesBody) => [
    { label: t('channel.email'), text: sayTopics(t, of.email) },
    { label: t('channel.push'), text: sayTopics(t, of.push) },
    { label: t('mine.collected'), text: t('said.collect', { minutes: of.digest_minutes }) },
    { label: t('mine.quiet'), text: sayQuiet(t, of.quiet) },
    { label: t('mine.zone'), text: of.time_zone },
  ]
  const then = said(after)
  return said(before).flatMap(({ label, text }, at) => {
    const next = then[at]?.text ?? ''
    return next === text ? [] : [{ label, before: text, after: next }]
  })
}
