'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Block } from '@/components/account/block'
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
import { sayCollect, sayQuiet, sayTopics, TOPICS } from './words'

/** What reaches me where, saved as a whole; what would change is said before. */
export function Preferences({ mine }: { mine: MyChannels }) {
  const save = useMutation(chooseMutation(useQueryClient()))
  const before = mine.preferences
  const [chosen, setChosen] = useState<PreferencesBody>(before)
  const changes = changesOf(before, chosen)
  const set = (part: Partial<PreferencesBody>) => setChosen({ ...chosen, ...part })
  const toggle = (channel: 'email' | 'push', topic: ChoosableTopic) =>
    set({
      [channel]: chosen[channel].includes(topic)
        ? chosen[channel].filter((other) => other !== topic)
        : [...chosen[channel], topic],
    })
  return (
    <Block
      id="my-channels"
      title="How messages reach you"
      note="A message says what is asked, how much it matters and until when. It can decide nothing."
    >
      {mine.email.configured ? null : (
        <Strip className="mb-3">
          No mail server is set up, so e-mails are not sent. An administrator sees under Messages what they would have
          said.
        </Strip>
      )}
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(chosen, { onSuccess: () => announce('Saved') })
        }}
      >
        <table className="w-full text-13">
          <thead>
            <tr className="border-line border-b text-12 text-fg-3">
              <th scope="col" className="py-1.5 text-start font-normal">
                About
              </th>
              <th scope="col" className="w-24 py-1.5 text-center font-normal max-tablet:w-16">
                E-mail
              </th>
              <th scope="col" className="w-28 py-1.5 text-center font-normal max-tablet:w-20">
                Notification
              </th>
            </tr>
          </thead>
          <tbody>
            {TOPICS.map(({ topic, title, note }) => (
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
                      <span className="font-medium">{title}</span>
                      <span className="block text-12 text-fg-3">{note}</span>
                    </span>
                  </span>
                </th>
                {(['email', 'push'] as const).map((channel) => (
                  <td key={channel} className="py-2 text-center align-middle">
                    <label className="inline-grid size-8 cursor-pointer place-items-center">
                      <span className="sr-only">
                        {title}, {channel === 'email' ? 'by e-mail' : 'as a notification'}
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
            Save
          </Button>
          {changes.length > 0 ? <Button onClick={() => setChosen(before)}>Leave it as it was</Button> : null}
        </div>
        <Failure error={save.error} />
      </form>
    </Block>
  )
}

function changesOf(before: PreferencesBody, after: PreferencesBody) {
  const said = (of: PreferencesBody) => [
    { label: 'E-mail', text: sayTopics(of.email) },
    { label: 'Notification', text: sayTopics(of.push) },
    { label: 'T1 by e-mail', text: sayCollect(of.digest_minutes) },
    { label: 'Quiet', text: sayQuiet(of.quiet) },
    { label: 'Time zone', text: of.time_zone },
  ]
  const then = said(after)
  return said(before).flatMap(({ label, text }, at) => {
    const next = then[at]?.text ?? ''
    return next === text ? [] : [{ label, before: text, after: next }]
  })
}
