import { titled } from '@/app/language'
import { MachinePage } from '@/components/machines/machine-page'

export const generateMetadata = titled('machines.page.title')

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <MachinePage id={(await params).id} />
}
