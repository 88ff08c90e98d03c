import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { Blocker } from '@/lib/core/refusal'

/** Where each kind of blocker is settled. */
export function blockerHref(slug: string, code: Blocker['code']): string {
  switch (code) {
    case 'invalid_text':
    case 'no_rules':
      return `/boundaries/${slug}/edit?pane=text`
    case 'invalid_catalogue':
      return `/boundaries/${slug}/edit?pane=catalogue`
    case 'test_fails':
    case 'denied_would_pass':
      return `/boundaries/${slug}/edit?pane=simulation`
    case 'accountability_gap':
      return `/accountability?workflow=${slug}`
    case 'vendor_incomplete':
    case 'runtime_overlap':
      return '/accountability#runtimes'
    case 'machine_inactive':
      return '/agents'
    case 'team_empty':
      return '/settings'
  }
}

/** What keeps a change from being handed in or activated, each with the way to where it is settled. */
export function BlockerList({ slug, blockers }: { slug: string; blockers: Blocker[] }) {
  const t = useTranslations('boundary')
  return (
    <ul className="grid gap-1 text-13" data-testid="blockers">
      {blockers.map((blocker) => (
        <li key={`${blocker.code} ${blocker.where}`}>
          {blocker.message}{' '}
          <Link
            href={blockerHref(slug, blocker.code)}
            className="link inline-flex min-h-6 items-center whitespace-nowrap"
          >
            {t('blockers.settle')}
            <span className="sr-only">: {blocker.message}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
