import type { Metadata } from 'next'
import { AccountabilityPage } from '@/components/accountability/accountability-page'

export const metadata: Metadata = { title: 'Accountability' }

export default function Page() {
  return <AccountabilityPage />
}
