import { titled } from '@/app/language'
import { ActivityPage } from '@/components/activity/activity-page'

export const generateMetadata = titled('activity.title')

export default function Page() {
  return <ActivityPage />
}
