'use client'
import { clsx } from 'clsx'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Tabs } from '@/components/ui/tabs'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { CataloguePane } from './catalogue-pane'
import { CedarPane } from './cedar-pane'
import { ConflictBanner } from './conflict'
import { DraftDesk } from './draft-desk'
import { EditorHead } from './editor-head'
import { PANES, type Pane } from './open-items'
import { RulesPane } from './rules-pane'
import { Segmented } from './segmented'
import { SimulationPane } from './simulation-pane'
import { DeskProvider, useDeskState } from './use-desk'

/** Three panes over one draft: rules or catalogue, text, simulation. On small screens one at a time, chosen in the address. */
export function EditorDesk({
  start,
  latest,
  onReload,
}: {
  start: BoundaryView
  latest: BoundaryView
  onReload: (theirs: BoundaryView, mine: string) => void
}) {
  const t = useTranslations('boundary')
  const [desk] = useState(() => new DraftDesk(start, t))
  const [pane, setPane] = useQueryState('pane', parseAsStringLiteral(PANES).withDefault('rules'))
  const [accepted, setAccepted] = useState<string | null>(null)
  useEffect(() => desk.saving.heard(latest), [desk, latest])
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => {
      if (desk.saving.unsaved) event.preventDefault()
    }
    window.addEventListener('beforeunload', stay)
    return () => {
      window.removeEventListener('beforeunload', stay)
      desk.close()
    }
  }, [desk])
  const go = (to: Pane, key: string) => {
    void setPane(to)
    if (key === 'faults') desk.goTo(desk.snapshot().check.faults[0]?.from ?? 0)
    requestAnimationFrame(() =>
      document
        .getElementById(key === 'tests' ? 'tests' : key === 'denied' ? 'denied' : to)
        ?.scrollIntoView({ block: 'nearest' }),
    )
  }
  return (
    <DeskProvider value={desk}>
      <Accepting accepted={accepted} onAccept={setAccepted}>
        {(accepts, onAccept) => (
          <>
            <EditorHead latest={latest} accepts={accepts} onPane={go} />
            <ConflictBanner onReload={onReload} />
            <PaneTabs pane={pane} onPane={(next) => void setPane(next)} />
            <div className="desk:grid desk:min-h-0 desk:flex-1 desk:grid-cols-[396px_minmax(0,1fr)] desk:grid-rows-[minmax(0,1fr)] min-[90rem]:grid-cols-[396px_minmax(0,1fr)_388px]">
              <section
                id="rules"
                aria-label={pane === 'catalogue' ? t('catalogue.title') : t('rules.title')}
                className={clsx(
                  'min-w-0 desk:overflow-y-auto desk:[contain:content]',
                  pane !== 'rules' && pane !== 'catalogue' && 'max-desk:hidden',
                  pane === 'simulation' && 'desk:max-[90rem]:hidden',
                )}
              >
                <LeftChoice pane={pane} onPane={(next) => void setPane(next)} />
                {pane === 'catalogue' ? <CataloguePane /> : <RulesPane />}
              </section>
              <section
                id="text"
                aria-label={t('editor.cedarText')}
                className={clsx(
                  'flex min-w-0 flex-col border-line bg-panel desk:overflow-y-auto desk:border-s desk:[contain:content]',
                  pane !== 'text' && 'max-desk:hidden',
                )}
              >
                <CedarPane />
              </section>
              <section
                id="simulation"
                aria-label={t('editor.simulation')}
                className={clsx(
                  'min-w-0 border-line desk:overflow-y-auto desk:[contain:content] min-[90rem]:border-s',
                  pane === 'simulation' ? 'desk:max-[90rem]:order-first' : 'max-[90rem]:hidden',
                )}
              >
                <LeftChoice pane={pane} onPane={(next) => void setPane(next)} onlyNarrow />
                <SimulationPane accepts={accepts} onAccept={onAccept} />
              </section>
            </div>
          </>
        )}
      </Accepting>
    </DeskProvider>
  )
}

/** What the left pane shows. Where there is no room for a third one, the simulation is one of its choices. */
function LeftChoice({ pane, onPane, onlyNarrow }: { pane: Pane; onPane: (pane: Pane) => void; onlyNarrow?: boolean }) {
  const t = useTranslations('boundary')
  const left = pane === 'text' ? 'rules' : pane
  const rules = { value: 'rules' as const, label: t('rules.title') }
  const catalogue = { value: 'catalogue' as const, label: t('catalogue.title') }
  const look = 'border-line border-b px-4 py-2 max-desk:hidden desk:px-6'
  return (
    <>
      <div className={clsx(look, 'min-[90rem]:hidden')}>
        <Segmented
          label={t('editor.left')}
          value={left}
          onChange={onPane}
          items={[rules, catalogue, { value: 'simulation' as const, label: t('editor.simulation') }]}
        />
      </div>
      {onlyNarrow ? null : (
        <div className={clsx(look, 'max-[90rem]:hidden')}>
          <Segmented label={t('editor.left')} value={left} onChange={onPane} items={[rules, catalogue]} />
        </div>
      )}
    </>
  )
}

/** What was accepted is those requests and no others: when the simulation finds different ones, the box is empty again. */
function Accepting({
  accepted,
  onAccept,
  children,
}: {
  accepted: string | null
  onAccept: (those: string | null) => void
  children: (accepts: boolean, onAccept: (accepts: boolean) => void) => ReactNode
}) {
  const those = useDeskState((state) =>
    [
      ...(state.simulation.result?.denied_would_pass ?? []).map((request) => request.request_id),
      // Of more than are listed, their number tells.
      ...(state.simulation.result?.denied_count ? [state.simulation.result.denied_count] : []),
    ].join(' '),
  )
  return children(those !== '' && accepted === those, (accepts) => onAccept(accepts ? those : null))
}

function PaneTabs({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  const t = useTranslations('boundary')
  const rules = useDeskState((state) => state.rules.length)
  const faults = useDeskState((state) => state.check.faults.length)
  const catalogue = useDeskState((state) => state.check.catalogue_faults.length)
  const denied = useDeskState((state) => state.simulation.result?.denied_count ?? 0)
  const alarm = (words: ReactNode) => <span className="font-normal text-12 text-danger">{words}</span>
  return (
    <div className="sticky top-(--top) z-10 border-line border-b bg-page px-4 desk:hidden">
      <Tabs
        label={t('editor.panes')}
        value={pane}
        onChange={onPane}
        items={[
          { value: 'rules', label: t('rules.title'), count: rules },
          {
            value: 'text',
            label: faults === 0 ? t('editor.text') : t.rich('editor.textAlarm', { count: faults, alarm }),
          },
          {
            value: 'catalogue',
            label:
              catalogue === 0 ? t('catalogue.title') : t.rich('editor.catalogueAlarm', { count: catalogue, alarm }),
          },
          {
            value: 'simulation',
            label: denied === 0 ? t('editor.simulation') : t.rich('editor.simulationAlarm', { count: denied, alarm }),
          },
        ]}
      />
    </div>
  )
}
