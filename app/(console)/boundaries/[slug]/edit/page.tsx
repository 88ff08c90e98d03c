import { EditorPage } from '@/components/boundary/editor-page'

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  return <EditorPage slug={slug} />
}
