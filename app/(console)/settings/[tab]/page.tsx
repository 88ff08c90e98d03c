import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SettingsPage } from '@/components/settings/settings-page'
import { isSettingsTab } from '@/components/settings/tabs'

export const metadata: Metadata = { title: 'Settings' }

export default async function Page({ params }: { params: Promise<{ tab: string }> }) {
  const { tab } = await params
  return isSettingsTab(tab) ? <SettingsPage tab={tab} /> : notFound()
}
