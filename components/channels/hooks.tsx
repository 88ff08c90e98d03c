'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Block } from '@/components/account/block'
import { STATUS_WORDS } from '@/components/deliveries/status'
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
  const [doing, setDoing] = useState<Doing>(null)
  const step = useMutation(hookStepMutation(useQueryClient()))
  const shown = (answer: HookAnswer) =>
    setDoing(answer.secret === null ? null : { what: 'secret', secret: answer.secret })
  return (
    <Block
      id="chats"
      title="Chats"
      note="Slack-compatible webhooks, or signed JSON for anything else. They get the action, its level and a link."
    >
      <ul>
        {view.hooks.length === 0 ? <li className="py-2 text-13 text-fg-3">No chat hears of requests.</li> : null}
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
                {hook.kind === 'slack' ? 'Slack-compatible' : 'Signed JSON'} · {hook.host} · {audience(hook)}
              </span>
              <Last hook={hook} />
            </span>
            {view.may_change ? (
              <span className="flex flex-wrap gap-2">
                <Button
                  size="sm"
                  disabled={step.isPending}
                  onClick={() =>
                    step.mutate(
                      { id: hook.id, step: 'test' },
                      { onSuccess: () => announce('A test message is on its way') },
                    )
                  }
                >
                  Test
                </Button>
                <Button size="sm" onClick={() => setDoing({ what: 'change', hook })}>
                  Change…
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
                    New secret
                  </Button>
                ) : null}
                <Button look="danger" size="sm" onClick={() => setDoing({ what: 'end', hook })}>
                  End…
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {view.may_change ? (
        <div className="border-line border-t pt-3">
          <Button onClick={() => setDoing({ what: 'add' })} data-testid="add-hook">
            Add a chat…
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

function audience(hook: HookView): string {
  if (hook.team) return `what ${hook.team.title} is asked`
  return hook.person ? `what ${hook.person.name} is asked` : 'everything that people are asked'
}

function Last({ hook: { last } }: { hook: HookView }) {
  if (last === null) return null
  const bad = last.status === 'failed'
  return (
    <span className={`block text-12 ${bad ? 'text-danger' : 'text-fg-3'}`}>
      Last message: {STATUS_WORDS[last.status as keyof typeof STATUS_WORDS]?.toLowerCase() ?? last.status}{' '}
      <Ago at={last.at} />
      {bad && last.outcome ? ` (${last.outcome})` : null}
    </span>
  )
}
