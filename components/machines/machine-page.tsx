'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { StateChip, type StateName } from '@/components/request/state-chip'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { Ago } from '@/components/ui/time'
import { machineOptions } from '@/lib/machines/client'
import type { MachineView } from '@/lib/machines/schema'
import { Credentials } from './credentials'
import { Crumb } from './crumb'
import { DetailPage } from './detail-page'
import { Sponsor } from './machine-table'
import { Line, Panel } from './panel'
import { Remarks } from './remarks'
import { StandingActions } from './standing-actions'
import { StandingChip } from './standing-chip'
import { TrafficPanel } from './traffic'
import { agoOf } from './words'

const ChangeSheet = dynamic(() => import('./change-sheet').then((module) => module.ChangeSheet), { ssr: false })
const VIEW = { agent: 'agents', executor: 'executors', auditor: 'others', pipeline: 'others' } as const

/** Everything there is to know and to do about one machine. */
export function MachinePage({ id }: { id: string }) {
  const t = useTranslations('machines')
  const query = useQuery(machineOptions(id))
  useTitle(query.data?.machine.slug ?? t('page.title'))
  return (
    <DetailPage
      of="machine"
      query={query}
      crumb={({ machine }) => (
        <Crumb view={VIEW[machine.kind]} label={t(`views.${VIEW[machine.kind]}`)} slug={machine.slug} />
      )}
      head={(view) => <Head view={view} />}
      main={(view) => (
        <>
          {view.machine.traffic ? <TrafficPanel traffic={view.machine.traffic} kind={view.machine.kind} /> : null}
          <Credentials view={view} />
          {view.machine.traffic ? <Recent view={view} /> : null}
        </>
      )}
      side={(view) => (
        <>
          <Standing view={view} />
          <Identity view={view} />
        </>
      )}
    />
  )
}

function Head({ view: { machine } }: { view: MachineView }) {
  const t = useTranslations('machines')
  return (
    <header className="grid gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-medium text-20 tracking-[-0.015em]">{machine.title}</p>
        <StandingChip status={machine.status} />
      </div>
      <p className="max-w-[72ch] text-13 text-fg-2">
        {machine.description ? <HiddenText>{machine.description}</HiddenText> : t(`kindSays.${machine.kind}`)}
      </p>
      <Remarks health={machine.health} className="mt-1 text-13!" />
    </header>
  )
}

/** What a stop would end now, and the ways to stop it. */
function Standing({ view: { machine, open, may } }: { view: MachineView }) {
  const t = useTranslations('machines')
  const asks = machine.kind === 'agent' || machine.kind === 'executor'
  return (
    <Panel id="standing" title={t('page.killSwitch')}>
      {machine.status === 'retired' ? (
        <p className="text-13 text-fg-2">{t('page.retired')}</p>
      ) : (
        <div className="grid gap-3">
          {asks && machine.status === 'active' ? <p className="text-13 text-fg-2">{t('page.openNow', open)}</p> : null}
          {machine.stopped_at ? (
            <p className="text-13 text-fg-2">{t.rich('page.stopped', { ago: agoOf(machine.stopped_at) })}</p>
          ) : null}
          <StandingActions of="machines" id={machine.id} slug={machine.slug} open={open} may={may} />
        </div>
      )}
    </Panel>
  )
}

function Identity({ view }: { view: MachineView }) {
  const t = useTranslations('machines')
  const { machine, may } = view
  const [changing, setChanging] = useState(false)
  return (
    <Panel
      id="identity"
      title={t('page.identity')}
      action={
        may.change || may.change_sponsor ? (
          <Button size="sm" onClick={() => setChanging(true)} data-testid="change">
            {t('page.change')}
          </Button>
        ) : null
      }
    >
      <dl>
        <Line label={t('page.kind')}>{t(`kind.${machine.kind}`)}</Line>
        <Line label={t('table.sponsor')}>
          {machine.sponsor ? (
            <Sponsor sponsor={machine.sponsor} />
          ) : (
            <span className="text-fg-3">{t('page.noSponsor')}</span>
          )}
        </Line>
        {machine.runtime ? (
          <Line label={t('table.runtime')}>
            <Link href={`/agents/runtimes/${machine.runtime.id}`} className="link machine">
              {machine.runtime.slug}
            </Link>
            {machine.runtime.status === 'active' ? null : (
              <span className="text-warn"> {t(`standingWithin.${machine.runtime.status}`)}</span>
            )}
          </Line>
        ) : null}
        {machine.kind === 'agent' || machine.kind === 'executor' ? (
          <Line label={t('table.takesPart')}>
            {machine.workflows.length === 0 ? (
              <span className="text-fg-3">{t('page.takesPartInNothing')}</span>
            ) : (
              machine.workflows.map((workflow, at) => (
                <span key={workflow.slug}>
                  {at > 0 ? ', ' : ''}
                  <Link href={`/boundaries/${workflow.slug}`} className="link">
                    {workflow.title}
                  </Link>
                  {workflow.status === 'suspended' ? (
                    <span className="text-warn"> {t('standingWithin.suspended')}</span>
                  ) : null}
                </span>
              ))
            )}
          </Line>
        ) : null}
        <Line label={t('table.seen')}>{machine.seen_at ? <Ago at={machine.seen_at} /> : t('table.never')}</Line>
        <Line label={t('page.registered')}>
          <Ago at={machine.created_at} />
        </Line>
        <Line label={t('page.id')}>
          <span className="machine">{machine.id}</span>
        </Line>
      </dl>
      {changing ? <ChangeSheet view={view} onClose={() => setChanging(false)} /> : null}
    </Panel>
  )
}

function Recent({ view: { recent } }: { view: MachineView }) {
  const t = useTranslations('machines')
  return (
    <Panel id="recent" title={t('page.recent')}>
      {recent.length === 0 ? (
        <p className="text-13 text-fg-3">{t('page.noRecent')}</p>
      ) : (
        <ul>
          {recent.map((request) => (
            <li key={request.id} className="flex items-center gap-3 border-line border-t py-2 text-13 first:border-t-0">
              <Link href={`/inbox/${request.id}`} className="min-w-0 flex-1 [overflow-wrap:anywhere] hover:underline">
                <HiddenText>{request.title}</HiddenText>
              </Link>
              <StateChip state={request.status as StateName} />
              <Ago at={request.at} className="whitespace-nowrap text-12 text-fg-3 max-tablet:hidden" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
