import Link from 'next/link'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl'
import { TopBar } from '@/components/shell/top-bar'

/** Where this page is: Boundaries / Payments / Draft v13. On a phone only the last part has room. */
export function Crumbs({
  trail,
  last,
  heading = false,
}: {
  trail: { href: string; label: string }[]
  last: string
  heading?: boolean
}) {
  const t = useTranslations('boundary')
  const Last = heading ? 'h1' : 'span'
  return (
    <TopBar>
      <nav aria-label={t('whereYouAre')} className="flex min-w-0 items-center gap-2 text-14">
        {[{ href: '/boundaries', label: t('title') }, ...trail].map((step) => (
          <Fragment key={step.href}>
            <Link href={step.href} className="min-w-0 truncate text-fg-2 hover:underline max-tablet:hidden">
              {step.label}
            </Link>
            <span aria-hidden="true" className="text-fg-3 max-tablet:hidden">
              /
            </span>
          </Fragment>
        ))}
        <Last className="truncate font-semibold" aria-current="page">
          {last}
        </Last>
      </nav>
    </TopBar>
  )
}
