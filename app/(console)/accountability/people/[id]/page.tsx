import type { Metadata } from 'next'
import { PersonPage } from '@/components/accountability/person-page'

export const metadata: Metadata = { title: 'What somebody answers for' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <PersonPage id={id} />
}
