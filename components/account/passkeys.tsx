'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
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
  const queryClient = useQueryClient()
  const { data } = useQuery(passkeysOptions())
  const enrol = useMutation(enrolMutation(queryClient))
  const revoke = useMutation(revokePasskeyMutation(queryClient))
  const [name, setName] = useState('')
  const [endOthers, setEndOthers] = useState(false)
  const failed = enrol.error ?? revoke.error
  return (
    <Block
      id="passkeys"
      title="Passkeys"
      note="Approvals are signed with a passkey. Enrol one on each device that you decide on."
    >
      {data === undefined ? <Bone className="h-8 w-full" /> : null}
      {data?.items.length === 0 && needed ? (
        <Strip tone="warn">You have no passkey yet, so you cannot approve what asks for a signature.</Strip>
      ) : null}
      <ul>
        {data?.items.map((passkey) => (
          <li key={passkey.id} className="flex min-h-12 items-center gap-3 border-line border-b py-2 text-13">
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
                {passkey.backed_up ? ' · synced' : ' · on one device'}
              </span>
            </span>
            <Button look="danger" size="sm" disabled={revoke.isPending} onClick={() => revoke.mutate(passkey.id)}>
              Remove
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
                announce('Passkey added')
              },
            },
          )
        }}
      >
        <TextField
          label="Add a passkey"
          placeholder="Name of this device"
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
          Create passkey
        </Button>
        <div className="basis-full text-13">
          <Choice type="checkbox" checked={endOthers} onChange={(event) => setEndOthers(event.target.checked)}>
            End my other sessions <span className="text-fg-3">if a device was lost</span>
          </Choice>
        </div>
      </form>
      {failed ? (
        <div className="mt-3" role="alert">
          <Strip tone="danger">
            {failed instanceof ApiError && failed.detail
              ? failed.detail
              : 'Nothing was changed. The passkey was not used.'}
          </Strip>
        </div>
      ) : null}
    </Block>
  )
}
