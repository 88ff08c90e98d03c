'use client'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { endInvitationMutation, invitationsOptions } from '@/lib/members/client'
import { meOptions } from '@/lib/people/client'
import type { InvitationsPage } from '@/lib/people/schema-admin'
import { Failure } from './failure'
import { SettingsTrouble } from './forbidden'
import { More } from './more'

/** One-time links that nobody has used yet. */
export function InvitationsTab() {
  const t = useTranslations('settings')
  const query = useInfiniteQuery(invitationsOptions())
  const { data: me } = useQuery(meOptions())
  const end = useMutation(endInvitationMutation(useQueryClient()))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.error && !query.data)
    return <SettingsTrouble list="invitations" error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <LoadingRows rows={3} />
  if (items.length === 0) return <EmptyState title={t('invitations.empty')}>{t('invitations.emptyNote')}</EmptyState>
  return (
    <>
      <ul>
        {items.map((invitation) => (
          <li
            key={invitation.id}
            className="flex min-h-14 flex-wrap items-center gap-x-5 gap-y-1 border-line border-b bg-panel px-6 py-2.5 text-13 max-tablet:px-4"
          >
            <span className="min-w-0 flex-1">
              <Link href={`/settings/members/${invitation.person.id}`} className="font-medium">
                {invitation.person.name}
              </Link>
              <span className="block text-12 text-fg-3">
                <About invitation={invitation} />
              </span>
            </span>
            {me?.person.roles.includes('admin') ? (
              <Button look="danger" size="sm" disabled={end.isPending} onClick={() => end.mutate(invitation.id)}>
                {t('end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="px-6">
        <Failure error={end.error} />
      </div>
      <More query={query} />
    </>
  )
}

function About({ invitation }: { invitation: InvitationsPage['items'][number] }) {
  const t = useTranslations('settings.invitations')
  const format = useFormat()
  const about = invitation.kind === 'recover' ? 'recover' : 'first'
  const values = { ago: () => <Ago at={invitation.created_at} />, until: format.absolute(invitation.expires_at) }
  return invitation.created_by === null
    ? t.rich(`${about}ByNobody`, values)
    : t.rich(about, { ...values, name: invitation.created_by.name })
}
