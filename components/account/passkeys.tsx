'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Choice, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Bone } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { ApiError } from '@/lib/http/client'
import { enrolMutation, passkeysOptions, revokePasskeyMutation } from '@/lib/people/client'
import { Block } from './block'

/** The keys that sign: add one for each device, remove what is lost. */
export function Passkeys({ needed }: { needed: boolean }) {
  const t = useTranslations('account.passkeys')
  const queryClient = useQueryClient()
  const { data } = useQuery(passkeysOptions())
  const enrol = useMutation(enrolMutation(queryClient))
  const revoke = useMutation(revokePasskeyMutation(queryClient))
  const [name, setName] = useState('')
  const [endOthers, setEndOthers] = useState(false)
  const failed = enrol.error ?? revoke.error
  return (
    <Block id="passkeys" title={t('title')} note={t('note')}>
      {data === undefined ? <Bone className="h-8 w-full" /> : null}
      {data?.items.length === 0 && needed ? <Strip tone="warn">{t('missing')}</Strip> : null}
      <ul>
        {data?.items.map((passkey) => (
          <li key={passkey.id} className="flex min-h-12 items-center gap-3 border-line border-b py-2 text-13">
            <FingerprintPattern className="size-4 flex-none text-fg-3" aria-hidden="true" />
            <span className="min-w-0 flex-1">
              <span className="font-medium">{passkey.name}</span>
              <span className="block text-12 text-fg-3">
                {t.rich('line', {
                  added: () => <Ago at={passkey.created_at} />,
                  used: passkey.last_used_at ? 'yes' : 'no',
                  last: () => (passkey.last_used_at ? <Ago at={passkey.last_used_at} /> : null),
                  synced: passkey.backed_up ? 'yes' : 'no',
                })}
              </span>
            </span>
            <Button look="danger" size="sm" disabled={revoke.isPending} onClick={() => revoke.mutate(passkey.id)}>
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="mt-3 flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          enrol.mutate(
            { name: name.trim(), endOthers },
            {
              onSuccess: () => {
                setName('')
                announce(t('added'))
              },
            },
          )
        }}
      >
        <TextField
          label={t('add')}
          placeholder={t('device')}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="min-w-56 flex-1"
          data-testid="passkey-name"
        />
        <Button
          type="submit"
          look="primary"
          className="min-h-9!"
          disabled={enrol.isPending || name.trim() === ''}
          data-testid="passkey-add"
        >
          {t('create')}
        </Button>
        <div className="basis-full text-13">
          <Choice type="checkbox" checked={endOthers} onChange={(event) => setEndOthers(event.target.checked)}>
            {t.rich('endOthers', { note: (words) => <span className="text-fg-3">{words}</span> })}
          </Choice>
        </div>
      </form>
      {failed ? (
        <div className="mt-3" role="alert">
          <Strip tone="danger">{failed instanceof ApiError && failed.detail ? failed.detail : t('notUsed')}</Strip>
        </div>
      ) : null}
    </Block>
  )
}
