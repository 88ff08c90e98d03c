'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Block } from '@/components/account/block'
import { StatusWord } from '@/components/deliveries/status'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { testMutation } from '@/lib/channels/client'
import type { MyChannels } from '@/lib/channels/schema'
import { CHANNEL_WORDS } from './words'

/** What was sent to me lately and whether it arrived, with a way to try. */
export function Recent({ mine }: { mine: MyChannels }) {
  const test = useMutation(testMutation(useQueryClient()))
  return (
    <Block
      id="recent"
      title="Sent to you"
      note={
        <>
          E-mail goes to <span className="[overflow-wrap:anywhere]">{mine.email.address}</span>
          {mine.chats.length > 0
            ? `. What you are asked is also said in ${mine.chats.map(({ title }) => title).join(', ')}.`
            : '.'}
        </>
      }
    >
      {mine.email.usable ? null : (
        <Strip tone="warn" className="mb-2">
          Your address is not one that e-mail is sent to. An administrator can change it.
        </Strip>
      )}
      <ul aria-live="polite">
        {mine.recent.length === 0 ? <li className="py-2 text-13 text-fg-3">Nothing yet.</li> : null}
        {mine.recent.map((each) => (
          <li
            key={each.id}
            data-testid={`recent-${each.id}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-line border-b py-2 text-13 last:border-b-0"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {each.title}
              <span className="block text-12 text-fg-3">
                {CHANNEL_WORDS[each.channel]} · <Ago at={each.at} />
                {each.status === 'failed' && each.last_outcome ? ` · ${each.last_outcome}` : null}
              </span>
            </span>
            <StatusWord status={each.status} tries={each.tries} />
          </li>
        ))}
      </ul>
      <div className="border-line border-t pt-3">
        <Button disabled={test.isPending} onClick={() => test.mutate({ channel: 'email' })} data-testid="test-email">
          Send a test e-mail
        </Button>
      </div>
      <Failure error={test.error} />
    </Block>
  )
}
