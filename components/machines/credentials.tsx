'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { dateOnly } from '@/components/ui/duration'
import { announce } from '@/components/ui/live-region'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { ApiError, serverNow } from '@/lib/http/client'
import { revokeCredentialMutation } from '@/lib/machines/client'
import type { CredentialView, MachineView } from '@/lib/machines/schema'
import { Panel } from './panel'
import { PROOF } from './words'

const CredentialSheet = dynamic(() => import('./credential-sheet').then((module) => module.CredentialSheet), {
  ssr: false,
})

/** How the machine proves who it is: what is in force first, what ended below it. */
export function Credentials({ view: { machine, credentials, may } }: { view: MachineView }) {
  const [making, setMaking] = useState(false)
  const revoke = useMutation(revokeCredentialMutation(useQueryClient()))
  const live = credentials.filter(({ state }) => state === 'live')
  const ended = credentials.filter(({ state }) => state !== 'live')
  const may_issue = may.credentials && machine.status !== 'quarantined'
  return (
    <Panel
      id="credentials"
      title="Credentials"
      action={
        may_issue ? (
          <Button size="sm" onClick={() => setMaking(true)} data-testid="new-credential">
            New credential
          </Button>
        ) : null
      }
    >
      {live.length === 0 ? (
        <p className="text-13 text-fg-2">
          None in force.{' '}
          {machine.status === 'retired' ? 'They ended when it was retired.' : `${machine.slug} cannot prove who it is.`}
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
                    { onSuccess: () => announce('Credential ended') },
                  )
                }
                data-testid={`end-${credential.hint}`}
              >
                End
              </Button>
            ) : null}
          </Row>
        ))}
      </ul>
      {revoke.error ? (
        <div role="alert">
          <Strip tone="danger">
            {revoke.error instanceof ApiError && revoke.error.detail
              ? revoke.error.detail
              : 'Nothing was ended. Try again.'}
          </Strip>
        </div>
      ) : null}
      {ended.length > 0 ? (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer text-12 text-fg-2 hover:text-fg">{ended.length} ended</summary>
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
  return (
    <li
      data-testid={`credential-${credential.hint}`}
      className="flex min-h-12 items-center gap-3 border-line border-t py-2 text-13 first:border-t-0"
    >
      <KeyRound className="size-4 flex-none text-fg-3" aria-hidden="true" />
      <span className="min-w-0 flex-1">
        <span className="font-medium">{PROOF[credential.kind]}</span>{' '}
        <span className="machine text-fg-3">…{credential.hint}</span>
        <span className="block text-12 text-fg-3">
          made <Ago at={credential.created_at} />
          {credential.seen_at ? (
            <>
              , used <Ago at={credential.seen_at} />
            </>
          ) : (
            ', never used'
          )}
        </span>
      </span>
      <End credential={credential} />
      {children}
    </li>
  )
}

const SOON_MS = 14 * 86_400_000

function End({ credential }: { credential: CredentialView }) {
  if (credential.revoked_at)
    return (
      <span className="text-12 text-fg-3">
        ended <Ago at={credential.revoked_at} />
      </span>
    )
  if (!credential.expires_at) return <span className="text-12 text-fg-3">no end</span>
  const day = dateOnly(credential.expires_at)
  if (credential.state === 'expired') return <Chip>expired {day}</Chip>
  const soon = Date.parse(credential.expires_at) - serverNow() < SOON_MS
  return <Chip tone={soon ? 'warn' : 'neutral'}>until {day}</Chip>
}
