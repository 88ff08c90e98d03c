'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { ChannelsTab } from '@/components/channels/channels-tab'
import { DeliveriesTab } from '@/components/deliveries/deliveries-tab'
import { OnCallTab } from '@/components/rota/on-call-tab'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Tabs } from '@/components/ui/tabs'
import { meOptions } from '@/lib/people/client'
import { InvitationsTab } from './invitations-tab'
import { MembersTab } from './members-tab'
import { OrganisationTab } from './organisation-tab'
import { ProposalsTab } from './proposals-tab'
import { SessionsTab } from './sessions-tab'
import { type SettingsTab, TABS } from './tabs'
import { TeamsTab } from './teams-tab'

const CONTENT = {
  members: MembersTab,
  teams: TeamsTab,
  'on-call': OnCallTab,
  proposals: ProposalsTab,
  invitations: InvitationsTab,
  sessions: SessionsTab,
  channels: ChannelsTab,
  deliveries: DeliveriesTab,
  organisation: OrganisationTab,
} satisfies Record<SettingsTab, () => React.ReactNode>

/** Who is here, who may what, and what waits for a second person. */
export function SettingsPage({ tab }: { tab: SettingsTab }) {
  const t = useTranslations('settings')
  const router = useRouter()
  const { data: me } = useQuery(meOptions())
  const Content = CONTENT[tab]
  useTitle(t('titleOf', { what: t(`tab.${tab}`) }))
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-24">
        <div className="border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label={t('title')}
            value={tab}
            onChange={(next) => router.push(`/settings/${next}`)}
            items={TABS.map((value) => ({
              value,
              label: t(`tab.${value}`),
              count: value === 'proposals' && me && me.counts.proposals > 0 ? me.counts.proposals : undefined,
            }))}
          />
        </div>
        <Content />
      </main>
    </>
  )
}
