'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { dateOnly } from '@/components/ui/duration'
import type { VersionItem } from '@/lib/boundaries/schema-views'
import { DirectionTag } from './sentence'
import { StatusChip } from './status-chip'
import { counted, listed } from './words'

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
  const router = useRouter()
  const [ticked, setTicked] = useState<number[]>([])
  const [all, setAll] = useState(false)
  const shown = all ? versions : versions.slice(0, FIRST)
  const [from, to] = [...ticked].sort((a, b) => a - b)
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
              aria-label={`Compare version ${version.version}`}
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
              v{version.version}
            </Link>
            <div className="min-w-0">
              <p className="text-13">{version.title || <span className="text-fg-3">no title</span>}</p>
              <p className="text-12/[18px] text-fg-3">
                written by {version.author}
                {version.reviewers.length > 0 ? `, approved by ${listed(version.reviewers)}` : ''}
                {version.activated_at ? ` · in force from ${dateOnly(version.activated_at)}` : ''}
                {version.retired_at && version.activated_at ? ` to ${dateOnly(version.retired_at)}` : ''}
                {version.requests > 0 ? (
                  <>
                    {' · '}
                    <Link
                      href={`/requests?workflow=${encodeURIComponent(slug)}&version=${version.version}`}
                      className="link"
                    >
                      {counted(version.requests, 'request')} decided under it
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
                  Restore as a change
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
          {to === undefined ? 'Compare two versions' : `Compare v${from} with v${to}`}
        </Button>
        <span className="text-12 text-fg-3">{to === undefined ? 'Tick two of them.' : ''}</span>
        {versions.length > FIRST && !all ? (
          <Button look="quiet" size="sm" className="ms-auto" onClick={() => setAll(true)}>
            All {versions.length} versions
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
