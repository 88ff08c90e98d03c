'use client'
import { ChevronRight, Plus, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { CatalogueFault } from '@/lib/boundaries/schema-views'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { ActionTypeSheet } from './action-type-sheet'
import { blankActionType, blankResource } from './blank-catalogue'
import { faultsAt } from './catalogue-faults'
import { ResourceSheet } from './resource-sheet'
import { Tokens } from './tokens'
import { useDesk, useDeskState, useKnown } from './use-desk'
import { machineStatus } from './words'

type Open = { kind: 'action' | 'resource'; at: number } | null

/** What the boundary is written for: actions, resources with what only the server knows, and who takes part. */
export function CataloguePane() {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const known = useKnown()
  const catalogue = useDeskState((state) => state.catalogue)
  const faults = useDeskState((state) => state.check.catalogue_faults)
  const [open, setOpen] = useState<Open>(null)
  const change = (part: Partial<CatalogueJson>) => desk.change({ catalogue: { ...catalogue, ...part } })
  const addEntry = (kind: 'action' | 'resource') => {
    if (kind === 'action') {
      const type = blankActionType(t, catalogue)
      change({ action_types: [...catalogue.action_types, type] })
      setOpen({ kind, at: catalogue.action_types.length })
    } else {
      change({ resources: [...catalogue.resources, blankResource(t, catalogue)] })
      setOpen({ kind, at: catalogue.resources.length })
    }
  }
  const parts = [
    ['agents', t('machines.agent'), t('catalogue.addAgents'), known.agents] as const,
    ['executors', t('machines.executor'), t('catalogue.addExecutors'), known.executors] as const,
    ['runtimes', t('machines.runtime'), t('catalogue.addRuntimes'), known.runtimes] as const,
  ]
  return (
    <div data-testid="catalogue-pane">
      <Head
        title={t('catalogue.actionTypes')}
        note={t('count.types', { count: catalogue.action_types.length })}
        onAdd={desk.readOnly ? null : () => addEntry('action')}
        add={t('catalogue.addType')}
      />
      <ol>
        {catalogue.action_types.map((type, at) => (
          <Entry
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may be empty or twice while it is typed
            key={at}
            title={type.title || t('catalogue.noTitle')}
            name={type.name}
            faults={faultsAt(faults, `/action_types/${at}`)}
            onOpen={() => setOpen({ kind: 'action', at })}
          />
        ))}
      </ol>
      <Head
        title={t('catalogue.resources')}
        note={t('count.patterns', { count: catalogue.resources.length })}
        onAdd={desk.readOnly ? null : () => addEntry('resource')}
        add={t('catalogue.addResource')}
      />
      <ol>
        {catalogue.resources.map((resource, at) => (
          <Entry
            // biome-ignore lint/suspicious/noArrayIndexKey: a pattern may be empty or twice while it is typed
            key={at}
            title={resource.title || t('catalogue.noTitle')}
            name={resource.pattern}
            note={`${resource.environment}, ${resource.sensitivity}`}
            faults={faultsAt(faults, `/resources/${at}`)}
            onOpen={() => setOpen({ kind: 'resource', at })}
          />
        ))}
      </ol>
      <Head title={t('catalogue.who')} note={t('catalogue.whoNote')} onAdd={null} add="" />
      <div className="grid gap-3 border-line border-b px-4 py-3 desk:px-6">
        {parts.map(([part, title, add, choices]) => (
          <div key={part}>
            <h3 className="mb-1 font-normal text-12 text-fg-3">{title}</h3>
            <Tokens
              label={title}
              add={add}
              none={t('none')}
              values={catalogue[part]}
              choices={choices.map((one) => ({
                value: one.slug,
                label: `${one.slug} (${one.title}${one.status === 'active' ? '' : `, ${machineStatus(t, one.status)}`})`,
              }))}
              onChange={(values) => change({ [part]: values })}
              disabled={desk.readOnly}
            />
            {faultsAt(faults, `/${part}`).map((fault) => (
              <p key={fault.pointer + fault.message} className="text-12 text-danger">
                {fault.message}
              </p>
            ))}
          </div>
        ))}
      </div>
      {open?.kind === 'action' && catalogue.action_types[open.at] ? (
        <ActionTypeSheet at={open.at} onClose={() => setOpen(null)} />
      ) : null}
      {open?.kind === 'resource' && catalogue.resources[open.at] ? (
        <ResourceSheet at={open.at} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  )
}

function Head({ title, note, onAdd, add }: { title: string; note: string; onAdd: (() => void) | null; add: string }) {
  return (
    <div className="flex min-h-11 items-center gap-2 border-line border-b px-4 desk:ps-6">
      <h2 className="text-14">{title}</h2>
      <span className="text-12 text-fg-3">{note}</span>
      {onAdd ? (
        <Button size="sm" className="ms-auto" onClick={onAdd}>
          <Plus className="size-3.5" aria-hidden="true" />
          {add}
        </Button>
      ) : null}
    </div>
  )
}

function Entry({
  title,
  name,
  note,
  faults,
  onOpen,
}: {
  title: string
  name: string
  note?: string
  faults: CatalogueFault[]
  onOpen: () => void
}) {
  return (
    <li className="border-line border-b">
      <button
        type="button"
        onClick={onOpen}
        className="grid w-full grid-cols-[minmax(0,1fr)_14px] items-center gap-2 px-4 py-2 text-start hover:bg-sheet desk:px-6"
      >
        <span className="min-w-0">
          <span className="block text-13">{title}</span>
          <span className="block text-12 text-fg-3 [overflow-wrap:anywhere]">
            <span className="machine">{name}</span>
            {note ? ` · ${note}` : ''}
          </span>
          {faults.map((fault) => (
            <span key={fault.pointer + fault.message} className="flex gap-1.5 text-12 text-danger">
              <TriangleAlert className="mt-0.5 size-3 flex-none" aria-hidden="true" />
              {fault.message}
            </span>
          ))}
        </span>
        <ChevronRight className="size-3.5 text-fg-3" aria-hidden="true" />
      </button>
    </li>
  )
}
