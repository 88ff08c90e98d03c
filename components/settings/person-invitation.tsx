'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
import { Block } from '@/components/account/block'
import { Button } from '@/components/ui/button'
import { absolute } from '@/components/ui/duration'
import { Ago } from '@/components/ui/time'
import { endInvitationMutation, inviteAgainMutation } from '@/lib/members/client'
import type { PersonPage } from '@/lib/people/schema-admin'
import type { ProposalAnswer } from '@/lib/proposals/schema'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { LinkOnce } from './link-once'
import { ProposeSheet } from './propose-sheet'

/** How the person gets in: passkeys, and the one-time link for the first or instead of lost ones. */
export function PersonInvitation({ page }: { page: PersonPage }) {
  const { person, passkeys, invitations, may } = page
  const queryClient = useQueryClient()
  const invite = useMutation(inviteAgainMutation(queryClient))
  const end = useMutation(endInvitationMutation(queryClient))
  const [recovering, setRecovering] = useState(false)
  const [recovered, setRecovered] = useState<ProposalAnswer | null>(null)
  const link = invite.data?.link ?? recovered?.link ?? null
  return (
    <Block id="passkeys" title="Passkeys" note="What they sign approvals with. Nobody can add one for somebody else.">
      {passkeys.length === 0 ? <p className="text-13 text-fg-3">None: they cannot sign anything yet.</p> : null}
      <ul>
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13">
            <FingerprintPattern className="size-4 flex-none text-fg-3" aria-hidden="true" />
            <span className="min-w-0 flex-1">
              <span className="font-medium">{passkey.name}</span>
              <span className="block text-12 text-fg-3">
                added <Ago at={passkey.created_at} />
                {passkey.last_used_at ? (
                  <>
                    , used <Ago at={passkey.last_used_at} />
                  </>
                ) : (
                  ', never used'
                )}
              </span>
            </span>
          </li>
        ))}
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13">
            <span className="min-w-0 flex-1">
              A one-time link is open
              <span className="block text-12 text-fg-3">
                made by {invitation.created_by?.name ?? 'nobody known'} <Ago at={invitation.created_at} />, good until{' '}
                {absolute(invitation.expires_at)}
              </span>
            </span>
            {may.change ? (
              <Button look="danger" size="sm" disabled={end.isPending} onClick={() => end.mutate(invitation.id)}>
                End
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        {may.change && passkeys.length === 0 ? (
          <Button size="sm" disabled={invite.isPending} onClick={() => invite.mutate(person.id)} data-testid="invite">
            Make a one-time link
          </Button>
        ) : null}
        {may.recover ? (
          <Button size="sm" onClick={() => setRecovering(true)} data-testid="recover">
            They lost their passkeys…
          </Button>
        ) : null}
      </div>
      <Failure error={invite.error ?? end.error} />
      {recovering ? (
        <ProposeSheet
          title={`Let ${person.name} in again`}
          wish={{ kind: 'person.recover', subject: { person_id: person.id } }}
          onClose={() => setRecovering(false)}
          onDone={setRecovered}
        >
          <BeforeAfter label="Passkeys" before="as they are" after="ended when the link is used" />
          <BeforeAfter label="Way in" before="passkey" after="a one-time link, then no approvals for a day" />
        </ProposeSheet>
      ) : null}
      {link ? (
        <LinkOnce
          link={link}
          name={person.name}
          note="It works once."
          onClose={() => {
            invite.reset()
            setRecovered(null)
          }}
        />
      ) : null}
    </Block>
  )
}
