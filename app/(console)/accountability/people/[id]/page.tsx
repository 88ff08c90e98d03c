import { titled } from '@/app/language'
import { PersonPage } from '@/components/accountability/person-page'

export const generateMetadata = titled('accountability.person.title')

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <PersonPage id={id} />
}
