'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useTitle } from '@/components/shell/use-title'
import { Button, buttonClass } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { stepMutation, versionOptions, workflowOptions } from '@/lib/boundaries/client'
import type { WorkflowView } from '@/lib/boundaries/schema-views'
import { BoundaryTrouble } from './boundary-trouble'
import { Card } from './card'
import { CodeCard } from './code-card'
import { Crumbs } from './crumbs'
import { LevelBar } from './level-bar'
import { MachineList } from './machine-list'
import { OwnersCard } from './owners-card'
import { RuleList } from './rule-list'
import { StatusChip } from './status-chip'
import { VersionList } from './version-list'
import { percent } from './words'

const SwitchDialog = dynamic(() => import('./switch-dialog').then((module) => module.SwitchDialog), { ssr: false })

/** One workflow: what it is, who answers, what is in force, what was, and which machines take part. */
export function WorkflowPage({ slug }: { slug: string }) {
  const t = useTranslations('boundary')
  const { data, error, refetch } = useQuery(workflowOptions(slug))
  useTitle(data?.title ?? t('workflow'))
  if (data) return <Workflow view={data} />
  return (
    <>
      <Crumbs trail={[]} last={slug} />
      <main id="main">
        {error ? <BoundaryTrouble error={error} onRetry={() => void refetch()} /> : <LoadingRows />}
      </main>
    </>
  )
}

function Workflow({ view }: { view: WorkflowView }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const { slug, version, stats } = view
  const router = useRouter()
  const step = useMutation(stepMutation(useQueryClient(), slug))
  const [switching, setSwitching] = useState<'suspend' | 'resume' | null>(null)
  const write = async (from?: number) => {
    await step.mutateAsync(from === undefined ? { step: 'open' } : { step: 'open', from_version: from })
    router.push(`/boundaries/${slug}/edit`)
  }
  return (
    <>
      <Crumbs trail={[]} last={view.title} />
      <main
        id="main"
        className="grid gap-5 px-6 pt-5 pb-12 max-tablet:px-4 max-tablet:pb-24 desk:grid-cols-[minmax(0,1fr)_344px] desk:gap-x-6"
      >
        <header className="flex flex-wrap items-start justify-between gap-4 desk:col-span-2">
          <div className="min-w-0">
            <h1 className="text-balance text-20">{view.title}</h1>
            <p className="max-w-[72ch] text-fg-2">{view.description}</p>
            <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-fg-2">
              <StatusChip state={view.status} />
              {version === null ? (
                t('page.noVersion')
              ) : (
                <span>
                  <InForceSince version={version} since={view.activated_at} />
                </span>
              )}
              <span className="machine text-fg-3">{slug}</span>
              <span className="text-fg-3">{t('page.codes', { prefix: view.code_prefix })}</span>
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            {view.may.suspend && view.status === 'active' ? (
              <Button look="danger" onClick={() => setSwitching('suspend')} data-testid="suspend-workflow">
                {t('page.suspend')}
              </Button>
            ) : null}
            {view.may.resume && view.status === 'suspended' ? (
              <Button onClick={() => setSwitching('resume')} data-testid="resume-workflow">
                {t('page.resume')}
              </Button>
            ) : null}
            <OpenVersion view={view} onWrite={() => void write().catch(() => {})} busy={step.isPending} />
          </div>
          {step.error ? (
            <Strip tone="danger" className="w-full">
              {step.error.message}
            </Strip>
          ) : null}
        </header>
        <div className="grid min-w-0 content-start gap-5">
          {view.gaps.length > 0 ? (
            <section
              aria-label={t('page.gaps')}
              className="rounded-sm border border-danger border-s-4 bg-danger-soft px-4 py-2.5 text-13"
            >
              <h2 className="text-14 text-danger">
                {view.status === 'draft' ? t('page.cannotActivate') : t('page.newDenied')}
              </h2>
              <ul>
                {view.gaps.map((gap) => (
                  <li key={gap}>{gap}</li>
                ))}
              </ul>
              <Link href={`/accountability?workflow=${slug}`} className="link inline-flex min-h-6 items-center">
                {t('page.sayWho')}
              </Link>
            </section>
          ) : null}
          {version === null ? null : <InForce slug={slug} version={version} />}
          <Card title={t('page.versions')} note={t('count.versions', { count: view.versions.length })}>
            <VersionList
              slug={slug}
              versions={view.versions}
              onRestore={view.may.edit && !view.open ? (from) => void write(from).catch(() => {}) : null}
            />
          </Card>
        </div>
        <aside className="grid content-start gap-4">
          <OwnersCard view={view} />
          <Card title={t('page.practice')} note={t('page.days')}>
            <div className="grid gap-3 px-5 py-3">
              <LevelBar levels={stats.levels} />
              <dl className="grid grid-cols-3 gap-2 text-13">
                <Figure label={t('row.approved')}>{percent(t, stats.approval_rate)}</Figure>
                <Figure label={t('row.median')}>
                  {stats.median_seconds === null ? '—' : format.spelled(Math.round(stats.median_seconds))}
                </Figure>
                <Figure label={t('row.expired')}>{stats.expired}</Figure>
              </dl>
            </div>
            <p className="border-line border-t px-5 py-1.5">
              <Link href={`/requests?workflow=${slug}`} className="link inline-flex min-h-6 items-center text-13">
                {t('page.requests')}
              </Link>
            </p>
          </Card>
          <CodeCard view={view} />
          <MachineList machines={view.machines} />
        </aside>
      </main>
      {switching ? <SwitchDialog view={view} to={switching} onClose={() => setSwitching(null)} /> : null}
    </>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-fg-3">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function InForceSince({ version, since }: { version: number; since: string | null }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  if (since === null) return t('page.inForce', { version: `${version}` })
  return t.rich('page.inForceSince', {
    version: `${version}`,
    date: format.date(since),
    ago: () => <Ago at={since} />,
  })
}

/** One version is open at a time: it is written, or looked at in review, or a new one is begun. */
function OpenVersion({ view, onWrite, busy }: { view: WorkflowView; onWrite: () => void; busy: boolean }) {
  const t = useTranslations('boundary')
  if (view.open?.status === 'in_review')
    return (
      <Link href={`/boundaries/${view.slug}/change`} className={buttonClass({ look: 'primary' })}>
        {t('page.review', { version: `${view.open.version}` })}
      </Link>
    )
  if (view.open)
    return (
      <Link
        href={`/boundaries/${view.slug}/edit`}
        className={buttonClass({ look: 'primary' })}
        data-testid="open-draft"
      >
        <PencilLine className="size-4" aria-hidden="true" />
        {t(view.may.edit ? 'page.goOn' : 'page.lookAt', { version: `${view.open.version}` })}
      </Link>
    )
  if (!view.may.edit) return null
  return (
    <Button look="primary" onClick={onWrite} disabled={busy} data-testid="open-draft">
      <PencilLine className="size-4" aria-hidden="true" />
      {view.version === null ? t('page.write') : t('page.change')}
    </Button>
  )
}

function InForce({ slug, version }: { slug: string; version: number }) {
  const t = useTranslations('boundary')
  const { data, error, refetch } = useQuery(versionOptions(slug, version))
  return (
    <Card
      title={t('page.asks', { version: `${version}` })}
      note={t('page.asksNote')}
      action={
        <Link href={`/boundaries/${slug}/v/${version}`} className="link text-12">
          {t('page.textLink')}
        </Link>
      }
    >
      {data ? (
        <RuleList rules={data.check.rules} actions={data.catalogue.action_types} />
      ) : error ? (
        <BoundaryTrouble error={error} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows rows={3} />
      )}
    </Card>
  )
}
