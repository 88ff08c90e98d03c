'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { announce } from '@/components/ui/live-region'
import { Strip } from '@/components/ui/strip'
import { ApiError, serverNow } from '@/lib/http/client'
import { revokeCredentialMutation } from '@/lib/machines/client'
import type { CredentialView, MachineView } from '@/lib/machines/schema'
import { Panel } from './panel'
import { agoOf } from './words'

const CredentialSheet = dynamic(() => import('./credential-sheet').then((module) => module.CredentialSheet), {
  ssr: false,
})

/** How the machine proves who it is: what is in force first, what ended below it. */
export function Credentials({ view: { machine, credentials, may } }: { view: MachineView }) {
  const t = useTranslations('machines')
  const [making, setMaking] = useState(false)
  const revoke = useMutation(revokeCredentialMutation(useQueryClient()))
  const live = credentials.filter(({ state }) => state === 'live')
  const ended = credentials.filter(({ state }) => state !== 'live')
  const may_issue = may.credentials && machine.status !== 'quarantined'
  return (
    <Panel
      id="credentials"
      title={t('credentials.title')}
      action={
        may_issue ? (
          <Button size="sm" onClick={() => setMaking(true)} data-testid="new-credential">
            {t('credentials.new')}
          </Button>
        ) : null
      }
    >
      {live.length === 0 ? (
        <p className="text-13 text-fg-2">
          {machine.status === 'retired'
            ? t('credentials.endedWithIt')
            : t('credentials.cannotProve', { name: machine.slug })}
        </p>
      ) : null}
      <ul>
        {live.map((credential) => (
          <Row key={credential.id} credential={credential}>
            {may.credentials ? (
              <Button
                size="sm"
                look="danger"
                disabled={revoke.isPending}
                onClick={() =>
                  revoke.mutate(
                    { id: machine.id, credentialId: credential.id },
                    { onSuccess: () => announce(t('credentials.endedNow')) },
                  )
                }
                data-testid={`end-${credential.hint}`}
              >
                {t('credentials.end')}
              </Button>
            ) : null}
          </Row>
        ))}
      </ul>
      {revoke.error ? (
        <div role="alert">
          <Strip tone="danger">
            {revoke.error instanceof ApiError && revoke.error.detail ? revoke.error.detail : t('credentials.notEnded')}
          </Strip>
        </div>
      ) : null}
      {ended.length > 0 ? (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer text-12 text-fg-2 hover:text-fg">
            {t('credentials.ended', { count: ended.length })}
          </summary>
          <ul>
            {ended.map((credential) => (
              <Row key={credential.id} credential={credential} />
            ))}
          </ul>
        </details>
      ) : null}
      {making ? <CredentialSheet id={machine.id} slug={machine.slug} onClose={() => setMaking(false)} /> : null}
    </Panel>
  )
}

function Row({ credential, children }: { credential: CredentialView; children?: React.ReactNode }) {
  const t = useTranslations('machines')
  return (
    <li
      data-testid={`credential-${credential.hint}`}
      className="flex min-h-12 items-center gap-3 border-line border-t py-2 text-13 first:border-t-0"
    >
      <KeyRound className="size-4 flex-none text-fg-3" aria-hidden="true" />
      <span className="min-w-0 flex-1">
        <span className="font-medium">{t(`proof.${credential.kind}`)}</span>{' '}
        <span className="machine text-fg-3">…{credential.hint}</span>
        <span className="block text-12 text-fg-3">
          {credential.seen_at
            ? t.rich('credentials.used', { made: agoOf(credential.created_at), used: agoOf(credential.seen_at) })
            : t.rich('credentials.neverUsed', { made: agoOf(credential.created_at) })}
        </span>
      </span>
      <End credential={credential} />
      {children}
    </li>
  )
}

const SOON_MS = 14 * 86_400_000

function End({ credential }: { credential: CredentialView }) {
  const t = useTranslations('machines')
  const { date } = useFormat()
  if (credential.revoked_at)
    return (
      <span className="text-12 text-fg-3">{t.rich('credentials.endedAgo', { ago: agoOf(credential.revoked_at) })}</span>
    )
  if (!credential.expires_at) return <span className="text-12 text-fg-3">{t('credentials.noEnd')}</span>
  const day = date(credential.expires_at)
  if (credential.state === 'expired') return <Chip>{t('credentials.expired', { day })}</Chip>
  const soon = Date.parse(credential.expires_at) - serverNow() < SOON_MS
  return <Chip tone={soon ? 'warn' : 'neutral'}>{t('credentials.until', { day })}</Chip>
}
