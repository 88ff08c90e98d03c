import { ChangePage } from '@/components/boundary/change-page'

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  return <ChangePage slug={slug} />
}
