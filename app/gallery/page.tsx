import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { GalleryPage } from '@/components/gallery/gallery-page'
import { env } from '@/lib/platform/env'

export const metadata: Metadata = { title: 'Gallery' }

/** Every component in every state, for those who build it: in the demo only, and it holds nobody's data. */
export default function Gallery() {
  if (!env().demo) notFound()
  return <GalleryPage />
}
