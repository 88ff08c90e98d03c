import { titled } from '@/app/language'
import { AuditPage } from '@/components/audit/audit-page'

export const generateMetadata = titled('audit.title')

export default function Page() {
  return <AuditPage />
}
