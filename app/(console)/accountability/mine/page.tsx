import { titled } from '@/app/language'
import { MinePage } from '@/components/accountability/mine-page'

export const generateMetadata = titled('accountability.mine.title')

export default function Page() {
  return <MinePage />
}
