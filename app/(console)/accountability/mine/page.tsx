import type { Metadata } from 'next'
import { MinePage } from '@/components/accountability/mine-page'

export const metadata: Metadata = { title: 'What I answer for' }

export default function Page() {
  return <MinePage />
}
