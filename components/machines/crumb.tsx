import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { PageTitle } from '@/components/shell/top-bar'

/** Where this page lies: the list that it belongs to, and its own name. */
export function Crumb({ view, label, slug }: { view: string; label: string; slug: string }) {
  return (
    <>
      <Link href={`/agents?view=${view}`} className="text-13 text-fg-2 hover:text-fg">
        {label}
      </Link>
      <ChevronRight className="size-3.5 flex-none text-fg-3" aria-hidden="true" />
      <PageTitle>
        <span className="machine">{slug}</span>
      </PageTitle>
    </>
  )
}
