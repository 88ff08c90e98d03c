'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { ForbiddenState } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { ApiError } from '@/lib/http/client'
import { personChoicesOptions } from '@/lib/members/client'
import type { Catalogue } from '@/messages/areas'

/** What a tab of the settings shows. */
type Listed = keyof Catalogue['settings']['listed']

/** A list that did not come. Who may not see it is told which role that takes and who can propose it. */
export function SettingsTrouble({ list, error, onRetry }: { list: Listed; error: Error; onRetry: () => void }) {
  const t = useTranslations('settings')
  if (error instanceof ApiError && error.status === 403) return <NeedsRole list={list} />
  return <Trouble what={t(`listed.${list}`)} error={error} onRetry={onRetry} />
}

function NeedsRole({ list }: { list: Listed }) {
  const t = useTranslations('settings.forbidden')
  const format = useFormat()
  const { data } = useQuery(personChoicesOptions('', 'admin'))
  const names = data?.items.map(({ name }) => name) ?? []
  return (
    <ForbiddenState title={t(`for.${list}`)}>
      {names.length === 0 ? t('admin') : t('people', { names: format.list(names, 'disjunction') })}
    </ForbiddenState>
  )
}
