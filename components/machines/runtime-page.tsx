'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
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
import { counted } from './words'

const RuntimeSheet = dynamic(() => import('./runtime-sheet').then((module) => module.RuntimeSheet), { ssr: false })

/** Who shares a runtime, who answers for it, what runs inside and what is claimed there. */
export function RuntimePage({ id }: { id: string }) {
  const query = useQuery(runtimeOptions(id))
  useTitle(query.data?.runtime.slug ?? 'Runtime')
  return (
    <DetailPage
      what="runtime"
      query={query}
      crumb={({ runtime }) => <Crumb view="runtimes" label="Runtimes" slug={runtime.slug} />}
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
  return (
    <header className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-medium text-20 tracking-[-0.015em]">{runtime.title}</p>
        <StandingChip status={runtime.status} />
      </div>
      {runtime.gaps.length > 0 ? (
        <Strip tone="danger" testId="vendor-gap">
          Every request from inside is denied: nobody answers for {runtime.gaps.join(', ')}.
        </Strip>
      ) : null}
      {runtime.owner === null && runtime.workflows.length > 1 ? (
        <Strip tone="danger">{runtime.workflows.length} workflows share it and nobody owns it.</Strip>
      ) : null}
    </header>
  )
}

/** What a stop would end now, and the ways to stop it. */
function Standing({ view: { runtime, open, may } }: { view: RuntimeView }) {
  return (
    <Panel id="standing" title="Kill switch">
      <div className="grid gap-3">
        {runtime.status === 'active' ? (
          <p className="text-13 text-fg-2">
            Open now: {counted(open.pending, 'pending request')}, {counted(open.grants, 'live grant')}. A stop ends all
            of it, for every agent inside.
          </p>
        ) : (
          <p className="text-13 text-fg-2">No agent inside can ask.</p>
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
  const [changing, setChanging] = useState(false)
  const { vendor } = runtime
  return (
    <Panel
      id="answers"
      title={vendor ? 'Vendor-managed' : 'Who answers for it'}
      action={
        may.change ? (
          <Button size="sm" onClick={() => setChanging(true)} data-testid="change">
            Change
          </Button>
        ) : null
      }
    >
      <dl>
        <Line label="Owner">
          {runtime.owner ? <Sponsor sponsor={runtime.owner} /> : <span className="text-fg-3">nobody</span>}
        </Line>
        <Line label="Run by">{vendor ? vendor.name : 'us'}</Line>
        {vendor ? (
          <>
            <Line label="Contract">{vendor.contract || <Missing />}</Line>
            <Line label="Contact">{vendor.contact || <Missing />}</Line>
            <Line label="Approval logic">
              <Who who={vendor.approval_logic} vendor={vendor.name} />
            </Line>
            <Line label="Logging">
              <Who who={vendor.logging} vendor={vendor.name} />
            </Line>
            <Line label="Incident response">
              <Who who={vendor.incident_response} vendor={vendor.name} />
            </Line>
          </>
        ) : null}
        <Line label="Registered">
          <Ago at={runtime.created_at} />
        </Line>
        <Line label="Id">
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
  return <span className="font-medium text-danger">nobody: requests are denied</span>
}

function SharedBy({ view: { runtime } }: { view: RuntimeView }) {
  return (
    <Panel id="shared" title="Shared by">
      {runtime.workflows.length === 0 ? (
        <p className="text-13 text-fg-3">No version in force names it.</p>
      ) : (
        <ul>
          {runtime.workflows.map((workflow) => (
            <li key={workflow.slug} className="flex gap-3 border-line border-t py-2 text-13 first:border-t-0">
              <Link href={`/boundaries/${workflow.slug}`} className="link flex-1">
                {workflow.title}
              </Link>
              <span className={workflow.status === 'suspended' ? 'text-warn' : 'text-fg-3'}>{workflow.status}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Inside({ view: { agents, runtime } }: { view: RuntimeView }) {
  const hidden = runtime.agents - agents.length
  return (
    <Panel id="inside" title="Agents inside" note={hidden > 0 ? `and ${hidden} that you do not answer for` : null}>
      {agents.length === 0 ? <p className="text-13 text-fg-3">None that you answer for.</p> : null}
      <ul>
        {agents.map((agent) => (
          <li key={agent.id} className="flex items-center gap-3 border-line border-t py-2 text-13 first:border-t-0">
            <span className="min-w-0 flex-1">
              <Link href={`/agents/${agent.id}`} className="machine font-medium hover:underline">
                {agent.slug}
              </Link>
              <span className="block text-12 text-fg-3">
                {agent.sponsor?.name} ·{' '}
                {agent.seen_at ? (
                  <>
                    seen <Ago at={agent.seen_at} />
                  </>
                ) : (
                  'never seen'
                )}
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
  const workflows = [...new Set(claims.map((claim) => claim.workflow.title))]
  return (
    <Panel id="claims" title="Claims" note="who judges which action on what">
      {claims.length === 0 ? <p className="text-13 text-fg-3">Nothing is claimed here.</p> : null}
      {workflows.map((title) => (
        <details key={title} className="border-line border-t py-2 text-13 first:border-t-0">
          <summary className="cursor-pointer">
            {title}{' '}
            <span className="text-fg-3">
              {counted(claims.filter((claim) => claim.workflow.title === title).length, 'claim')}
            </span>
          </summary>
          <ul className="mt-1 grid gap-0.5 ps-4 text-12">
            {claims
              .filter((claim) => claim.workflow.title === title)
              .map((claim) => (
                <li key={`${claim.action} ${claim.pattern}`} className="machine text-fg-2">
                  {claim.action} on {claim.pattern}
                </li>
              ))}
          </ul>
        </details>
      ))}
    </Panel>
  )
}
