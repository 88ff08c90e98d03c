'use client'
import { Plus, Trash2, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import type { ResourceJson } from '@/lib/core/catalogue/catalogue'
import { faultsAt } from './catalogue-faults'
import { useDesk, useDeskState } from './use-desk'

/** One resource pattern with the facts that only the server holds. Kept as it is typed. */
export function ResourceSheet({ at, onClose }: { at: number; onClose: () => void }) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const catalogue = useDeskState((state) => state.catalogue)
  const faults = faultsAt(
    useDeskState((state) => state.check.catalogue_faults),
    `/resources/${at}`,
  )
  const resource = catalogue.resources[at]
  if (!resource) return null
  const { readOnly } = desk
  const errorAt = (field: string) => faultsAt(faults, `/resources/${at}/${field}`)[0]?.message
  const write = (change: Partial<ResourceJson>) =>
    desk.change({ catalogue: { ...catalogue, resources: catalogue.resources.with(at, { ...resource, ...change }) } })
  const facts = Object.entries(resource.facts)
  const setFacts = (next: [string, string][]) => write({ facts: Object.fromEntries(next) })
  return (
    <Sheet
      open
      onClose={onClose}
      title={resource.title || resource.pattern}
      rule={false}
      testId="resource-sheet"
      foot={
        <>
          {readOnly ? null : (
            <Button
              className="me-auto"
              onClick={() => {
                desk.change({ catalogue: { ...catalogue, resources: catalogue.resources.toSpliced(at, 1) } })
                onClose()
              }}
            >
              <Trash2 className="size-4" aria-hidden="true" />
              {t('resource.remove')}
            </Button>
          )}
          <Button look="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-5 tablet:px-8">
        {faults.length > 0 ? <Strip tone="danger">{faults.map((fault) => fault.message).join(' · ')}</Strip> : null}
        <TextField
          label={t('resource.title')}
          value={resource.title}
          maxLength={120}
          disabled={readOnly}
          error={errorAt('title')}
          onChange={(event) => write({ title: event.target.value })}
        />
        <div className="grid gap-4 tablet:grid-cols-[160px_minmax(0,1fr)]">
          <TextField
            label={t('resource.kind')}
            className="[&_input]:font-mono"
            value={resource.kind}
            disabled={readOnly}
            error={errorAt('kind')}
            onChange={(event) => write({ kind: event.target.value.trim() })}
          />
          <TextField
            label={t('resource.pattern')}
            className="[&_input]:font-mono"
            value={resource.pattern}
            disabled={readOnly}
            error={errorAt('pattern')}
            onChange={(event) => write({ pattern: event.target.value.trim() })}
          />
        </div>
        <p className="-mt-2 text-12 text-fg-3">{t('resource.patternHint')}</p>
        <div className="grid gap-4 tablet:grid-cols-2">
          <TextField
            label={t('resource.environment')}
            value={resource.environment}
            disabled={readOnly}
            error={errorAt('environment')}
            onChange={(event) => write({ environment: event.target.value.trim() })}
          />
          <TextField
            label={t('resource.sensitivity')}
            value={resource.sensitivity}
            disabled={readOnly}
            error={errorAt('sensitivity')}
            onChange={(event) => write({ sensitivity: event.target.value.trim() })}
          />
        </div>
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium text-13">{t('resource.facts')}</legend>
          {facts.map(([label, value], row) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a label may be empty or twice while it is typed
              key={row}
              className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)_24px] gap-2"
            >
              <input
                aria-label={t('resource.fact', { n: `${row + 1}` })}
                className="field min-h-[30px] px-2 py-1 text-13!"
                value={label}
                maxLength={80}
                disabled={readOnly}
                onChange={(event) => setFacts(facts.with(row, [event.target.value, value]))}
              />
              <input
                aria-label={t('resource.valueOf', { n: `${row + 1}` })}
                className="field min-h-[30px] px-2 py-1 text-13!"
                value={value}
                maxLength={300}
                disabled={readOnly}
                onChange={(event) => setFacts(facts.with(row, [label, event.target.value]))}
              />
              {readOnly ? null : (
                <button
                  type="button"
                  aria-label={t('resource.removeFact', { n: `${row + 1}` })}
                  className="grid size-6 place-items-center self-center text-fg-3 hover:text-fg"
                  onClick={() => setFacts(facts.toSpliced(row, 1))}
                >
                  <X className="size-3.5" aria-hidden="true" />
                </button>
              )}
            </span>
          ))}
          {readOnly ? null : (
            <button
              type="button"
              className="link inline-flex min-h-6 items-center gap-1 justify-self-start text-12"
              onClick={() => setFacts([...facts, [`Fact ${facts.length + 1}`, '']])}
            >
              <Plus className="size-3" aria-hidden="true" />
              {t('resource.addFact')}
            </button>
          )}
        </fieldset>
      </div>
    </Sheet>
  )
}
