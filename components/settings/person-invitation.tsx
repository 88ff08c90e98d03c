'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
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
  const t = useTranslations('settings')
  const format = useFormat()
  const { person, passkeys, invitations, may } = page
  const queryClient = useQueryClient()
  const invite = useMutation(inviteAgainMutation(queryClient))
  const end = useMutation(endInvitationMutation(queryClient))
  const [recovering, setRecovering] = useState(false)
  const [recovered, setRecovered] = useState<ProposalAnswer | null>(null)
  const link = invite.data?.link ?? recovered?.link ?? null
  return (
    <Block id="passkeys" title={t('passkeys.title')} note={t('passkeys.note')}>
      {passkeys.length === 0 ? <p className="text-13 text-fg-3">{t('passkeys.none')}</p> : null}
      <ul>
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13">
            <FingerprintPattern className="size-4 flex-none text-fg-3" aria-hidden="true" />
            <span className="min-w-0 flex-1">
              <span className="font-medium">{passkey.name}</span>
              <span className="block text-12 text-fg-3">
                <Used passkey={passkey} />
              </span>
            </span>
          </li>
        ))}
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13">
            <span className="min-w-0 flex-1">
              {t('passkeys.open')}
              <span className="block text-12 text-fg-3">
                {t.rich(invitation.created_by === null ? 'passkeys.openByNobody' : 'passkeys.openBy', {
                  name: invitation.created_by?.name ?? '',
                  ago: () => <Ago at={invitation.created_at} />,
                  until: format.absolute(invitation.expires_at),
                })}
              </span>
            </span>
            {may.change ? (
              <Button look="danger" size="sm" disabled={end.isPending} onClick={() => end.mutate(invitation.id)}>
                {t('end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        {may.change && passkeys.length === 0 ? (
          <Button size="sm" disabled={invite.isPending} onClick={() => invite.mutate(person.id)} data-testid="invite">
            {t('passkeys.makeLink')}
          </Button>
        ) : null}
        {may.recover ? (
          <Button size="sm" onClick={() => setRecovering(true)} data-testid="recover">
            {t('passkeys.lost')}
          </Button>
        ) : null}
      </div>
      <Failure error={invite.error ?? end.error} />
      {recovering ? (
        <ProposeSheet
          title={t('recover.title', { name: person.name })}
          wish={{ kind: 'person.recover', subject: { person_id: person.id } }}
          onClose={() => setRecovering(false)}
          onDone={setRecovered}
        >
          <BeforeAfter
            label={t('recover.passkeys')}
            before={t('recover.passkeysBefore')}
            after={t('recover.passkeysAfter')}
          />
          <BeforeAfter label={t('recover.wayIn')} before={t('recover.wayInBefore')} after={t('recover.wayInAfter')} />
        </ProposeSheet>
      ) : null}
      {link ? (
        <LinkOnce
          link={link}
          name={person.name}
          note={t('passkeys.linkNote')}
          onClose={() => {
            invite.reset()
            setRecovered(null)
          }}
        />
      ) : null}
    </Block>
  )
}

function Used({ passkey }: { passkey: PersonPage['passkeys'][number] }) {
  const t = useTranslations('settings.passkeys')
  const { created_at, last_used_at } = passkey
  const added = () => <Ago at={created_at} />
  return last_used_at === null
    ? t.rich('neverUsed', { added })
    : t.rich('used', { added, used: () => <Ago at={last_used_at} /> })
}
