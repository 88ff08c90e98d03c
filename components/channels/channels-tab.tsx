'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { LoadingRows } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { myChannelsOptions } from '@/lib/channels/client'
import { meOptions } from '@/lib/people/client'
import { Devices } from './devices'
import { Organisation } from './organisation'
import { Preferences } from './preferences'
import { Recent } from './recent'

/** How messages reach you, and for those who look after it, what they go by. */
export function ChannelsTab() {
  const t = useTranslations('channels')
  const { data: mine, error, refetch } = useQuery(myChannelsOptions())
  const { data: me } = useQuery(meOptions())
  const reads = me?.person.roles.some((role) => role === 'admin' || role === 'compliance') ?? false
  if (error && !mine) return <Trouble what={t('mineListed')} error={error} onRetry={() => void refetch()} />
  if (!mine) return <LoadingRows />
  return (
    <div className="mx-auto grid max-w-[880px] gap-6 px-6 py-6 max-tablet:px-4">
      <Preferences key={JSON.stringify(mine.preferences)} mine={mine} />
      <Devices mine={mine} />
      <Recent mine={mine} />
      {reads ? <Organisation /> : null}
    </div>
  )
}
