import { titled } from '@/app/language'
import { BoundariesPage } from '@/components/boundary/boundaries-page'

export const generateMetadata = titled('boundary.title')

export default function Page() {
  return <BoundariesPage />
}
