import { WorkflowPage } from '@/components/boundary/workflow-page'

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  return <WorkflowPage slug={slug} />
}
