'use client'
import { PageError } from '@/components/shell/page-states'

export default function RootError({ reset }: { error: Error; reset: () => void }) {
  return <PageError onRetry={reset} />
}
