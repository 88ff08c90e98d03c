'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { isStatus } from '@/components/deliveries/status'
import type { Translate } from '@/components/language/translate'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { announce } from '@/components/ui/live-region'
import { Ago } from '@/components/ui/time'
import { hookStepMutation } from '@/lib/channels/client'
import type { ChannelsView, HookAnswer, HookView } from '@/lib/channels/schema'

const HookSheet = dynamic(() => import('./hook-sheet').then((module) => module.HookSheet), { ssr: false })
const SecretOnce = dynamic(() => import('./secret-once').then((module) => module.SecretOnce), { ssr: false })
const EndHook = dynamic(() => import('./end-hook').then((module) => module.EndHook), { ssr: false })

type Doing = { what: 'add' } | { what: 'change' | 'end'; hook: HookView } | { what: 'secret'; secret: string } | null

/** The chats that hear of requests. A chat shows and links; it decides nothing. */
export function Hooks({ view }: { view: ChannelsView }) {
  const t = useTranslations('channels')
  const [doing, setDoing] = useState<Doing>(null)
  const step = useMutation(hookStepMutation(useQueryClient()))
  const shown = (answer: HookAnswer) =>
    setDoing(answer.secret === null ? null : { what: 'secret', secret: answer.secret })
  return (
    <Block id="chats" title={t('hooks.title')} note={t('hooks.note')}>
      <ul>
        {view.hooks.length === 0 ? <li className="py-2 text-13 text-fg-3">{t('hooks.none')}</li> : null}
        {view.hooks.map((hook) => (
          <li
            key={hook.id}
            data-testid={`hook-${hook.id}`}
            className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-2.5 text-13 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium [overflow-wrap:anywhere]">{hook.title}</span>{' '}
              <span className="ms-1 inline-flex gap-1 align-middle">
                {hook.topics.map((topic) => (
                  <Chip key={topic}>{topic}</Chip>
                ))}
              </span>
              <span className="block text-12 text-fg-3 [overflow-wrap:anywhere]">
                {t(`hooks.kind.${hook.kind}`)} · {hook.host} · {audience(t, hook)}
              </span>
              <Last hook={hook} />
            </span>
            {view.may_change ? (
              <span className="flex flex-wrap gap-2">
                <Button
                  size="sm"
                  disabled={step.isPending}
                  onClick={() =>
                    step.mutate({ id: hook.id, step: 'test' }, { onSuccess: () => announce(t('hooks.tested')) })
                  }
                >
                  {t('hooks.test')}
                </Button>
                <Button size="sm" onClick={() => setDoing({ what: 'change', hook })}>
                  {t('hooks.change')}
                </Button>
                {hook.kind === 'generic' ? (
                  <Button
                    size="sm"
                    disabled={step.isPending}
                    onClick={() =>
                      step.mutate(
                        { id: hook.id, step: 'secret' },
                        { onSuccess: (answer) => 'secret' in answer && shown(answer) },
                      )
                    }
                  >
                    {t('hooks.newSecret')}
                  </Button>
                ) : null}
                <Button look="danger" size="sm" onClick={() => setDoing({ what: 'end', hook })}>
                  {t('hooks.end')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {view.may_change ? (
        <div className="border-line border-t pt-3">
          <Button onClick={() => setDoing({ what: 'add' })} data-testid="add-hook">
            {t('hooks.add')}
          </Button>
        </div>
      ) : null}
      <Failure error={step.error} />
      {doing?.what === 'add' ? <HookSheet onClose={() => setDoing(null)} onAdded={shown} /> : null}
      {doing?.what === 'change' ? <HookSheet hook={doing.hook} onClose={() => setDoing(null)} onAdded={shown} /> : null}
      {doing?.what === 'end' ? <EndHook hook={doing.hook} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'secret' ? <SecretOnce secret={doing.secret} onClose={() => setDoing(null)} /> : null}
    </Block>
  )
}

function audience(t: Translate<'channels'>, hook: HookView): string {
  const name = hook.team?.title ?? hook.person?.name
  return name === undefined ? t('hooks.audience.all') : t('hooks.audience.one', { name })
}

function Last({ hook: { last } }: { hook: HookView }) {
  const t = useTranslations('channels.hooks.last')
  if (last === null || !isStatus(last.status)) return null
  const bad = last.status === 'failed'
  const ago = () => <Ago at={last.at} />
  return (
    <span className={`block text-12 ${bad ? 'text-danger' : 'text-fg-3'}`}>
      {bad && last.outcome ? t.rich('failedBecause', { ago, reason: last.outcome }) : t.rich(last.status, { ago })}
    </span>
  )
}
