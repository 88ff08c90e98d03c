import { ComparePage } from '@/components/boundary/compare-page'

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  return <ComparePage slug={slug} />
}
