'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Bone } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { revokeSessionMutation, sessionsOptions } from '@/lib/people/client'
import { Block } from './block'
import { device } from './device'

/** Where this person is signed in. Ending a session works at once: it is looked up on every decision. */
export function Sessions() {
  const t = useTranslations('account.sessions')
  const words = useTranslations('words')
  const { data } = useQuery(sessionsOptions())
  const revoke = useMutation(revokeSessionMutation(useQueryClient()))
  return (
    <Block id="sessions" title={t('title')} note={t('note')}>
      {data === undefined ? <Bone className="h-8 w-full" /> : null}
      <ul>
        {data?.items.map((session) => (
          <li
            key={session.id}
            className="flex min-h-12 items-center gap-3 border-line border-b py-2 text-13 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium" title={session.user_agent}>
                {device(words, session.user_agent)}
              </span>
              {session.is_current ? <span className="text-fg-3"> {t('this')}</span> : null}
              <span className="block text-12 text-fg-3">
                {t.rich('line', {
                  method: words(`method.${session.method}`),
                  since: () => <Ago at={session.created_at} />,
                  seen: () => <Ago at={session.last_seen_at} />,
                })}
              </span>
            </span>
            {session.is_current ? null : (
              <Button look="danger" size="sm" disabled={revoke.isPending} onClick={() => revoke.mutate(session.id)}>
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Block>
  )
}
