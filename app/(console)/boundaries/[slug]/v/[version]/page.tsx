import { notFound } from 'next/navigation'
import { VersionPage } from '@/components/boundary/version-page'

export default async function Page({ params }: { params: Promise<{ slug: string; version: string }> }) {
  const { slug, version } = await params
  if (!/^[1-9][0-9]{0,5}$/.test(version)) notFound()
  return <VersionPage slug={slug} version={Number(version)} />
}
