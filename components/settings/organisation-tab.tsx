'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { LoadingRows } from '@/components/ui/states'
import { nameOrganisationMutation } from '@/lib/members/client'
import { meOptions } from '@/lib/people/client'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { SettingsTrouble } from './forbidden'
import { GuardSettings } from './guard-settings'

/** How the organisation is called, on every page and in every message, and what its fatigue guard goes by. */
export function OrganisationTab() {
  const t = useTranslations('settings')
  const words = useTranslations('words')
  const { data: me, error, refetch } = useQuery(meOptions())
  const save = useMutation(nameOrganisationMutation(useQueryClient()))
  const [typed, setTyped] = useState<string | null>(null)
  if (error && !me) return <SettingsTrouble list="organisation" error={error} onRetry={() => void refetch()} />
  if (!me) return <LoadingRows rows={2} />
  const before = me.organisation.name
  const name = typed ?? before
  const changed = name.trim() !== before && name.trim() !== ''
  const admin = me.person.roles.includes('admin')
  return (
    <div className="mx-auto grid max-w-[760px] gap-6 px-6 py-6 max-tablet:px-4">
      <Block id="organisation" title={t('organisation.title')} note={t('organisation.note')}>
        {admin ? (
          <form
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              save.mutate(name.trim(), {
                onSuccess: () => {
                  setTyped(null)
                  announce(words('saved'))
                },
              })
            }}
          >
            <TextField
              label={t('field.name')}
              required
              maxLength={120}
              value={name}
              onChange={(event) => setTyped(event.target.value)}
            />
            {changed ? <BeforeAfter label={t('field.name')} before={before} after={name.trim()} /> : null}
            <div>
              <Button type="submit" look="primary" disabled={!changed || save.isPending}>
                {t('organisation.save')}
              </Button>
            </div>
            <Failure error={save.error} />
          </form>
        ) : (
          <p className="text-14">
            {before} <span className="text-13 text-fg-3">{t('organisation.adminOnly')}</span>
          </p>
        )}
      </Block>
      <GuardSettings admin={admin} />
    </div>
  )
}
