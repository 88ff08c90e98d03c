'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { StatusWord } from '@/components/deliveries/status'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { testMutation } from '@/lib/channels/client'
import type { MyChannels } from '@/lib/channels/schema'

/** What was sent to me lately and whether it arrived, with a way to try. */
export function Recent({ mine }: { mine: MyChannels }) {
  const t = useTranslations('channels')
  const test = useMutation(testMutation(useQueryClient()))
  const address = () => <span className="[overflow-wrap:anywhere]">{mine.email.address}</span>
  const chats = mine.chats.map(({ title }) => title).join(', ')
  return (
    <Block
      id="recent"
      title={t('recent.title')}
      note={chats === '' ? t.rich('recent.note', { address }) : t.rich('recent.noteWithChats', { address, chats })}
    >
      {mine.email.usable ? null : (
        <Strip tone="warn" className="mb-2">
          {t('recent.unusable')}
        </Strip>
      )}
      <ul aria-live="polite">
        {mine.recent.length === 0 ? <li className="py-2 text-13 text-fg-3">{t('recent.none')}</li> : null}
        {mine.recent.map((each) => (
          <li
            key={each.id}
            data-testid={`recent-${each.id}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-line border-b py-2 text-13 last:border-b-0"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {each.title}
              <span className="block text-12 text-fg-3">
                {t(`channel.${each.channel}`)} · <Ago at={each.at} />
                {each.status === 'failed' && each.last_outcome ? ` · ${each.last_outcome}` : null}
              </span>
            </span>
            <StatusWord status={each.status} tries={each.tries} />
          </li>
        ))}
      </ul>
      <div className="border-line border-t pt-3">
        <Button disabled={test.isPending} onClick={() => test.mutate({ channel: 'email' })} data-testid="test-email">
          {t('recent.test')}
        </Button>
      </div>
      <Failure error={test.error} />
    </Block>
  )
}
