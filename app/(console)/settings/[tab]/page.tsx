import { notFound } from 'next/navigation'
import { titled } from '@/app/language'
import { SettingsPage } from '@/components/settings/settings-page'
import { isSettingsTab } from '@/components/settings/tabs'

export const generateMetadata = titled('settings.title')

export default async function Page({ params }: { params: Promise<{ tab: string }> }) {
  const { tab } = await params
  return isSettingsTab(tab) ? <SettingsPage tab={tab} /> : notFound()
}
