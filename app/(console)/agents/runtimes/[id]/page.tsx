import type { Metadata } from 'next'
import { RuntimePage } from '@/components/machines/runtime-page'

export const metadata: Metadata = { title: 'Runtime' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <RuntimePage id={(await params).id} />
}
