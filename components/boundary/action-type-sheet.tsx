'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ActionTitle } from '@/components/request/action-sentence'
import { Button } from '@/components/ui/button'
import { Choice, Select, TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { type ActionTypeJson, readActionType } from '@/lib/core/catalogue/catalogue'
import { titleParts } from '@/lib/core/presentation/title'
import { faultsAt } from './catalogue-faults'
import { JsonField, jsonObject } from './json-field'
import { labelsWithin, ParamLabels } from './param-labels'
import { useDesk, useDeskState } from './use-desk'

const CLASSES = ['none', 'internal', 'personal', 'secret'] as const

/** One action type: what agents may say, how people read it, and what the server knows of its risk. Kept as it is typed. */
export function ActionTypeSheet({ at, onClose }: { at: number; onClose: () => void }) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const catalogue = useDeskState((state) => state.catalogue)
  const checking = useDeskState((state) => state.checking)
  const faults = useDeskState((state) => state.check.catalogue_faults)
  const type = catalogue.action_types[at]
  if (!type) return null
  const { readOnly } = desk
  const mine = faultsAt(faults, `/action_types/${at}`)
  const errorAt = (field: string) => faultsAt(mine, `/action_types/${at}/${field}`)[0]?.message
  const write = (change: Partial<ActionTypeJson>) =>
    desk.change({ catalogue: { ...catalogue, action_types: catalogue.action_types.with(at, { ...type, ...change }) } })
  const risk = (change: Partial<ActionTypeJson['risk_facts']>) =>
    write({ risk_facts: { ...type.risk_facts, ...change } })
  const example = (change: Partial<ActionTypeJson['example']>) => write({ example: { ...type.example, ...change } })
  return (
    <Sheet
      open
      onClose={onClose}
      title={type.title || type.name}
      width="lg"
      rule={false}
      testId="action-type-sheet"
      head={{ below: <p className="machine text-fg-3">{type.name}</p> }}
      foot={
        <>
          {readOnly ? null : (
            <Button
              className="me-auto"
              onClick={() => {
                desk.change({ catalogue: { ...catalogue, action_types: catalogue.action_types.toSpliced(at, 1) } })
                onClose()
              }}
            >
              <Trash2 className="size-4" aria-hidden="true" />
              {t('type.remove')}
            </Button>
          )}
          <Button look="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <div className="grid gap-5 px-4 pb-5 tablet:px-8">
        {mine.length > 0 ? (
          <Strip tone="danger">{mine.map((fault) => fault.message).join(' · ')}</Strip>
        ) : (
          <Strip tone="ok">{checking ? t('type.checking') : t('type.fits')}</Strip>
        )}
        <div className="grid gap-4 tablet:grid-cols-3">
          <TextField
            label={t('type.title')}
            value={type.title}
            maxLength={120}
            disabled={readOnly}
            error={errorAt('title')}
            onChange={(event) => write({ title: event.target.value })}
          />
          <TextField
            label={t('type.name')}
            className="[&_input]:font-mono"
            value={type.name}
            disabled={readOnly}
            error={errorAt('name')}
            onChange={(event) => write({ name: event.target.value.trim() })}
          />
          <TextField
            label={t('type.resourceKind')}
            className="[&_input]:font-mono"
            value={type.resource_kind}
            disabled={readOnly}
            error={errorAt('resource_kind')}
            onChange={(event) => write({ resource_kind: event.target.value.trim() })}
          />
        </div>
        <div className="grid items-start gap-4 tablet:grid-cols-2">
          <JsonField
            label={t('type.params')}
            hint={t('type.paramsHint')}
            rows={14}
            value={type.params_schema}
            error={errorAt('params_schema')}
            disabled={readOnly}
            onChange={(params_schema) => write({ params_schema, param_labels: labelsWithin(type, params_schema) })}
          />
          <div className="grid content-start gap-4">
            <JsonField
              label={t('type.exampleParams')}
              hint={t('type.exampleHint')}
              rows={7}
              value={type.example.params}
              error={errorAt('example')}
              disabled={readOnly}
              onChange={(value) => {
                const params = jsonObject(value)
                if (params) example({ params })
              }}
            />
            <TextField
              label={t('type.exampleResource')}
              className="[&_input]:font-mono"
              value={type.example.resource}
              disabled={readOnly}
              onChange={(event) => example({ resource: event.target.value })}
            />
            <span className="flex items-center gap-2 text-13">
              {t('type.byExecutor')}
              <Select
                aria-label={t('type.exampleExecutor')}
                value={type.example.executor}
                disabled={readOnly}
                onChange={(event) => example({ executor: event.target.value })}
              >
                {catalogue.executors.includes(type.example.executor) ? null : <option>{type.example.executor}</option>}
                {catalogue.executors.map((slug) => (
                  <option key={slug}>{slug}</option>
                ))}
              </Select>
            </span>
          </div>
        </div>
        <section aria-label={t('type.readIt')}>
          <TextField
            label={t('type.sentence')}
            hint={t('type.sentenceHint', { param: '{param}', resource: '{resource}' })}
            value={type.title_template ?? ''}
            maxLength={300}
            disabled={readOnly}
            error={errorAt('title_template')}
            onChange={(event) => write({ title_template: event.target.value === '' ? null : event.target.value })}
          />
          <p className="mt-2 rounded-sm bg-sunken px-3 py-2 text-16" data-testid="title-preview">
            <ActionTitle parts={titleParts(readActionType(type), type.example.params, type.example.resource)} />
          </p>
          <ParamLabels type={type} write={write} disabled={readOnly} />
        </section>
        <section aria-label={t('type.risk')} className="grid gap-3">
          <h3 className="text-13">{t('type.riskTitle')}</h3>
          <div className="flex flex-wrap gap-x-6 gap-y-2 text-13">
            <Choice
              type="checkbox"
              checked={type.risk_facts.reversible}
              disabled={readOnly}
              onChange={(event) => risk({ reversible: event.target.checked })}
            >
              {t('type.reversible')}
            </Choice>
            <Choice
              type="checkbox"
              checked={type.risk_facts.money}
              disabled={readOnly}
              onChange={(event) => risk({ money: event.target.checked })}
            >
              {t('type.money')}
            </Choice>
            <span className="inline-flex items-center gap-2">
              {t('type.data')}
              <Select
                aria-label={t('type.dataClass')}
                value={type.risk_facts.data_class}
                disabled={readOnly}
                onChange={(event) =>
                  risk({ data_class: CLASSES.find((one) => one === event.target.value) ?? 'secret' })
                }
              >
                {CLASSES.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            </span>
          </div>
          <div className="grid gap-4 tablet:grid-cols-[160px_minmax(0,1fr)]">
            <TextField
              label={t('type.verb')}
              value={type.risk_facts.verb}
              maxLength={40}
              disabled={readOnly}
              onChange={(event) => risk({ verb: event.target.value })}
            />
            <TextField
              label={t('type.undo')}
              value={type.risk_facts.undo}
              maxLength={300}
              disabled={readOnly}
              onChange={(event) => risk({ undo: event.target.value })}
            />
          </div>
        </section>
      </div>
    </Sheet>
  )
}
