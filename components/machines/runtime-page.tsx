'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { runtimeOptions } from '@/lib/machines/client'
import type { RuntimeView } from '@/lib/machines/schema'
import { Crumb } from './crumb'
import { DetailPage } from './detail-page'
import { Sponsor } from './machine-table'
import { Overlaps } from './overlaps'
import { Line, Panel } from './panel'
import { StandingActions } from './standing-actions'
import { StandingChip } from './standing-chip'
import { agoOf, standingWithin } from './words'

const RuntimeSheet = dynamic(() => import('./runtime-sheet').then((module) => module.RuntimeSheet), { ssr: false })

/** Who shares a runtime, who answers for it, what runs inside and what is claimed there. */
export function RuntimePage({ id }: { id: string }) {
  const t = useTranslations('machines')
  const query = useQuery(runtimeOptions(id))
  useTitle(query.data?.runtime.slug ?? t('runtime.title'))
  return (
    <DetailPage
      of="runtime"
      query={query}
      crumb={({ runtime }) => <Crumb view="runtimes" label={t('views.runtimes')} slug={runtime.slug} />}
      head={(view) => (
        <>
          <Head view={view} />
          <Overlaps overlaps={view.overlaps} />
        </>
      )}
      main={(view) => (
        <>
          <SharedBy view={view} />
          <Inside view={view} />
          <Claims view={view} />
        </>
      )}
      side={(view) => (
        <>
          <Standing view={view} />
          <Answers view={view} />
        </>
      )}
    />
  )
}

function Head({ view: { runtime } }: { view: RuntimeView }) {
  const t = useTranslations('machines')
  return (
    <header className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-medium text-20 tracking-[-0.015em]">{runtime.title}</p>
        <StandingChip status={runtime.status} />
      </div>
      {runtime.gaps.length > 0 ? (
        <Strip tone="danger" testId="vendor-gap">
          {t('runtime.gap', { gaps: runtime.gaps.join(', ') })}
        </Strip>
      ) : null}
      {runtime.owner === null && runtime.workflows.length > 1 ? (
        <Strip tone="danger">{t('runtime.shared', { count: runtime.workflows.length })}</Strip>
      ) : null}
    </header>
  )
}

/** What a stop would end now, and the ways to stop it. */
function Standing({ view: { runtime, open, may } }: { view: RuntimeView }) {
  const t = useTranslations('machines')
  return (
    <Panel id="standing" title={t('page.killSwitch')}>
      <div className="grid gap-3">
        {runtime.status === 'active' ? (
          <p className="text-13 text-fg-2">{t('runtime.openNow', { pending: open.pending, grants: open.grants })}</p>
        ) : (
          <p className="text-13 text-fg-2">{t('runtime.nobodyAsks')}</p>
        )}
        <StandingActions
          of="runtimes"
          id={runtime.id}
          slug={runtime.slug}
          open={open}
          inside={runtime.agents}
          may={may}
        />
      </div>
    </Panel>
  )
}

/** Who owns it, who runs it and who answers for what. */
function Answers({ view: { runtime, may } }: { view: RuntimeView }) {
  const t = useTranslations('machines')
  const [changing, setChanging] = useState(false)
  const { vendor } = runtime
  return (
    <Panel
      id="answers"
      title={vendor ? t('runtime.byVendor') : t('runtime.answers')}
      action={
        may.change ? (
          <Button size="sm" onClick={() => setChanging(true)} data-testid="change">
            {t('page.change')}
          </Button>
        ) : null
      }
    >
      <dl>
        <Line label={t('runtime.owner')}>
          {runtime.owner ? (
            <Sponsor sponsor={runtime.owner} />
          ) : (
            <span className="text-fg-3">{t('runtime.nobody')}</span>
          )}
        </Line>
        <Line label={t('runtime.runBy')}>{vendor ? vendor.name : t('runtime.us')}</Line>
        {vendor ? (
          <>
            <Line label={t('runtime.contract')}>{vendor.contract || <Missing />}</Line>
            <Line label={t('runtime.contact')}>{vendor.contact || <Missing />}</Line>
            <Line label={t('runtime.answering.approval_logic')}>
              <Who who={vendor.approval_logic} vendor={vendor.name} />
            </Line>
            <Line label={t('runtime.answering.logging')}>
              <Who who={vendor.logging} vendor={vendor.name} />
            </Line>
            <Line label={t('runtime.answering.incident_response')}>
              <Who who={vendor.incident_response} vendor={vendor.name} />
            </Line>
          </>
        ) : null}
        <Line label={t('page.registered')}>
          <Ago at={runtime.created_at} />
        </Line>
        <Line label={t('page.id')}>
          <span className="machine">{runtime.id}</span>
        </Line>
      </dl>
      {changing ? <RuntimeSheet runtime={runtime} onClose={() => setChanging(false)} /> : null}
    </Panel>
  )
}

type Answering = NonNullable<RuntimeView['runtime']['vendor']>['logging']

function Who({ who, vendor }: { who: Answering; vendor: string }) {
  if (who === null) return <Missing />
  return who === 'vendor' ? vendor : <Sponsor sponsor={who} />
}

function Missing() {
  const t = useTranslations('machines')
  return <span className="font-medium text-danger">{t('runtime.missing')}</span>
}

function SharedBy({ view: { runtime } }: { view: RuntimeView }) {
  const t = useTranslations('machines')
  return (
    <Panel id="shared" title={t('runtimes.sharedBy')}>
      {runtime.workflows.length === 0 ? (
        <p className="text-13 text-fg-3">{t('runtime.unnamed')}</p>
      ) : (
        <ul>
          {runtime.workflows.map((workflow) => (
            <li key={workflow.slug} className="flex gap-3 border-line border-t py-2 text-13 first:border-t-0">
              <Link href={`/boundaries/${workflow.slug}`} className="link flex-1">
                {workflow.title}
              </Link>
              <span className={workflow.status === 'suspended' ? 'text-warn' : 'text-fg-3'}>
                {standingWithin(t, workflow.status)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Inside({ view: { agents, runtime } }: { view: RuntimeView }) {
  const t = useTranslations('machines')
  const hidden = runtime.agents - agents.length
  return (
    <Panel id="inside" title={t('runtime.inside')} note={hidden > 0 ? t('runtime.hidden', { count: hidden }) : null}>
      {agents.length === 0 ? <p className="text-13 text-fg-3">{t('runtime.noneInside')}</p> : null}
      <ul>
        {agents.map((agent) => (
          <li key={agent.id} className="flex items-center gap-3 border-line border-t py-2 text-13 first:border-t-0">
            <span className="min-w-0 flex-1">
              <Link href={`/agents/${agent.id}`} className="machine font-medium hover:underline">
                {agent.slug}
              </Link>
              <span className="block text-12 text-fg-3">
                {agent.sponsor?.name} ·{' '}
                {agent.seen_at ? t.rich('table.seenAgo', { ago: agoOf(agent.seen_at) }) : t('table.neverSeen')}
              </span>
            </span>
            <StandingChip status={agent.status} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Claims({ view: { claims } }: { view: RuntimeView }) {
  const t = useTranslations('machines')
  const workflows = [...new Set(claims.map((claim) => claim.workflow.title))]
  return (
    <Panel id="claims" title={t('runtimes.claims')} note={t('runtime.claimsNote')}>
      {claims.length === 0 ? <p className="text-13 text-fg-3">{t('runtime.noClaims')}</p> : null}
      {workflows.map((title) => (
        <details key={title} className="border-line border-t py-2 text-13 first:border-t-0">
          <summary className="cursor-pointer">
            {title}{' '}
            <span className="text-fg-3">
              {t('runtime.claimCount', { count: claims.filter((claim) => claim.workflow.title === title).length })}
            </span>
          </summary>
          <ul className="mt-1 grid gap-0.5 ps-4 text-12">
            {claims
              .filter((claim) => claim.workflow.title === title)
              .map((claim) => (
                <li key={`${claim.action} ${claim.pattern}`} className="machine text-fg-2">
                  {t('claimOn', { action: claim.action, pattern: claim.pattern })}
                </li>
              ))}
          </ul>
        </details>
      ))}
    </Panel>
  )
}
