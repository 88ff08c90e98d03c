import { titled } from '@/app/language'
import { RuntimePage } from '@/components/machines/runtime-page'

export const generateMetadata = titled('machines.runtime.title')

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <RuntimePage id={(await params).id} />
}
