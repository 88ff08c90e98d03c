'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import type { VersionItem } from '@/lib/boundaries/schema-views'
import { DirectionTag } from './sentence'
import { StatusChip } from './status-chip'

const FIRST = 10

/** Every version there ever was. Two that are ticked can be compared; an old one can be brought back as a new change. */
export function VersionList({
  slug,
  versions,
  onRestore,
}: {
  slug: string
  versions: VersionItem[]
  onRestore: ((version: number) => void) | null
}) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const router = useRouter()
  const [ticked, setTicked] = useState<number[]>([])
  const [all, setAll] = useState(false)
  const shown = all ? versions : versions.slice(0, FIRST)
  const [from, to] = [...ticked].sort((a, b) => a - b)
  const inForce = (since: string, until: string | null) =>
    until === null
      ? t('versions.since', { from: format.date(since) })
      : t('versions.between', { from: format.date(since), to: format.date(until) })
  return (
    <>
      <ul>
        {shown.map((version) => (
          <li
            key={version.id}
            data-testid={`version-${version.version}`}
            className="grid grid-cols-[18px_44px_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 border-line border-b px-5 py-2.5 max-tablet:px-4"
          >
            <input
              type="checkbox"
              aria-label={t('versions.compareThis', { version: `${version.version}` })}
              className="choice ticked mt-0.5 rounded-sm"
              checked={ticked.includes(version.version)}
              onChange={(event) =>
                setTicked((now) =>
                  event.target.checked
                    ? [...now.slice(-1), version.version]
                    : now.filter((other) => other !== version.version),
                )
              }
            />
            <Link href={versionHref(slug, version)} className="link font-medium text-14">
              {t('version', { version: `${version.version}` })}
            </Link>
            <div className="min-w-0">
              <p className="text-13">{version.title || <span className="text-fg-3">{t('versions.noTitle')}</span>}</p>
              <p className="text-12/[18px] text-fg-3">
                {t('versions.by', { author: version.author })}
                {version.reviewers.length > 0
                  ? `, ${t('versions.approved', { names: format.list(version.reviewers) })}`
                  : ''}
                {version.activated_at ? ` · ${inForce(version.activated_at, version.retired_at)}` : ''}
                {version.requests > 0 ? (
                  <>
                    {' · '}
                    <Link
                      href={`/requests?workflow=${encodeURIComponent(slug)}&version=${version.version}`}
                      className="link"
                    >
                      {t('versions.decided', { count: version.requests })}
                    </Link>
                  </>
                ) : null}
              </p>
            </div>
            <div className="flex flex-wrap items-center justify-end gap-2 max-tablet:col-span-4 max-tablet:justify-start">
              {version.direction ? <DirectionTag direction={version.direction} /> : null}
              <StatusChip state={version.discarded ? 'discarded' : version.status} />
              {onRestore && version.status === 'retired' && !version.discarded ? (
                <Button size="sm" onClick={() => onRestore(version.version)}>
                  {t('versions.restore')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3 px-5 py-2.5 max-tablet:px-4">
        <Button
          size="sm"
          disabled={to === undefined}
          onClick={() => router.push(`/boundaries/${slug}/compare?from=${from}&to=${to}`)}
        >
          {to === undefined ? t('versions.compareTwo') : t('versions.compare', { from: `${from}`, to: `${to}` })}
        </Button>
        <span className="text-12 text-fg-3">{to === undefined ? t('versions.tick') : ''}</span>
        {versions.length > FIRST && !all ? (
          <Button look="quiet" size="sm" className="ms-auto" onClick={() => setAll(true)}>
            {t('versions.all', { count: versions.length })}
          </Button>
        ) : null}
      </div>
    </>
  )
}

function versionHref(slug: string, version: VersionItem): string {
  if (version.status === 'draft') return `/boundaries/${slug}/edit`
  if (version.status === 'in_review') return `/boundaries/${slug}/change`
  return `/boundaries/${slug}/v/${version.version}`
}
