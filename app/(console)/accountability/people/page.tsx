import type { Metadata } from 'next'
import { PeoplePage } from '@/components/accountability/people-page'

export const metadata: Metadata = { title: 'Who answers, by person' }

export default function Page() {
  return <PeoplePage />
}
