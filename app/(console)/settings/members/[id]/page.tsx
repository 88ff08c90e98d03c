import { titled } from '@/app/language'
import { PersonPage } from '@/components/settings/person-page'

export const generateMetadata = titled('settings.title')

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <PersonPage id={id} />
}
