'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useSaidIn } from '@/components/language/said-in'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Strip } from '@/components/ui/strip'
import type { RuleForm as Form, RuleView } from '@/lib/core/boundary/analysis'
import { limits } from '@/lib/core/limits'
import { AskedFields } from './asked-fields'
import { ConditionRow, startingWith } from './condition-row'
import { conditionFields } from './condition-values'
import { DurationInput, FormRow, LevelSwitch, Stepper } from './form-field'
import { formLevel, withLevel } from './new-rule'
import { ResourceField } from './resource-field'
import { Tokens } from './tokens'
import { useDesk, useDeskState, useKnown } from './use-desk'

/** A rule's form. Every change is written into the text at once; a rule that fits no form is edited as text only. */
export function RuleForm({ rule }: { rule: RuleView }) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const edited = useDeskState((state) => state.edited.get(rule.id))
  const locked = useDeskState((state) => state.locked.has(rule.id))
  const form = edited ?? rule.form
  if (form === null)
    return (
      <div className="mt-3 grid gap-2">
        <Strip>{t('form.asText')}</Strip>
        <span className="flex gap-2">
          <Button size="sm" onClick={() => desk.goToRule(rule.id)}>
            {t('form.goToText')}
          </Button>
          <RemoveRule id={rule.id} />
        </span>
      </div>
    )
  return (
    <Fields
      rule={rule}
      form={form}
      locked={locked}
      write={(change) => desk.writeForm(rule.id, { ...form, ...change })}
    />
  )
}

function Fields({
  rule,
  form,
  locked,
  write,
}: {
  rule: RuleView
  form: Form
  locked: boolean
  write: (change: Partial<Form>) => void
}) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const known = useKnown()
  const catalogue = useDeskState((state) => state.catalogue)
  const schema = useDeskState((state) => state.check.schema)
  const disabled = locked || desk.readOnly
  const language = useSaidIn()
  const fields = useMemo(
    () => conditionFields(t, language, schema, form, catalogue),
    [t, language, schema, form, catalogue],
  )
  const level = formLevel(form)
  const asks = form.tier === 'approve' && form.effect === 'permit'
  const team = known.teams.filter((candidate) => form.approvers.includes(candidate.slug))
  const members = team.reduce((sum, candidate) => sum + candidate.members, 0)
  const setConditions = (conditions: Form['conditions']) => write({ conditions })
  return (
    <div className="mt-3" data-testid={`rule-form-${rule.id}`}>
      {locked ? <Strip>{t('form.locked')}</Strip> : null}
      <h3 className="mt-4 mb-1 font-semibold text-12">{t('form.when')}</h3>
      <FormRow label={t('form.agentsIn')}>
        <Tokens
          label={t('form.runtimes')}
          add={t('form.addRuntime')}
          none={t('form.everyRuntime')}
          values={form.runtimes}
          choices={known.runtimes.map((runtime) => ({
            value: runtime.slug,
            label: `${runtime.slug} (${runtime.title})`,
          }))}
          onChange={(runtimes) => write({ runtimes })}
          disabled={disabled}
        />
      </FormRow>
      <FormRow label={t('form.action')}>
        <Tokens
          label={t('form.actions')}
          add={t('form.addAction')}
          none={t('form.everyAction')}
          values={form.actions}
          choices={catalogue.action_types.map((type) => ({ value: type.name, label: `${type.name} (${type.title})` }))}
          onChange={(actions) => write({ actions })}
          disabled={disabled}
        />
      </FormRow>
      <FormRow label={t('form.resource')}>
        <ResourceField form={form} write={write} disabled={disabled} />
      </FormRow>
      <FormRow label={t('form.conditions')}>
        {form.conditions.map((condition, at) => (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name; their place is who they are
            key={at}
            n={at + 1}
            condition={condition}
            fields={fields}
            disabled={disabled}
            onChange={(next) => setConditions(form.conditions.with(at, next))}
            onRemove={() => setConditions(form.conditions.toSpliced(at, 1))}
          />
        ))}
        {disabled ? (
          form.conditions.length === 0 ? (
            <span className="text-12 text-fg-3">{t('form.always')}</span>
          ) : null
        ) : (
          <button
            type="button"
            className="link inline-flex min-h-[26px] items-center gap-1 text-12"
            disabled={fields.length === 0}
            onClick={() => {
              const [first] = fields
              if (first) setConditions([...form.conditions, startingWith(first)])
            }}
          >
            <Plus className="size-3" aria-hidden="true" />
            {t('form.addCondition')}
          </button>
        )}
      </FormRow>
      <h3 className="mt-4 mb-1 font-semibold text-12">{t('form.then')}</h3>
      <FormRow label={t('form.consent')}>
        <LevelSwitch value={level} disabled={disabled} onChange={(next) => write(withLevel(form, next))} />
      </FormRow>
      {level === 'T0' ? (
        <FormRow label={t('form.people')}>
          <Select
            aria-label={t('form.told')}
            value={form.tier}
            disabled={disabled}
            className="text-12!"
            onChange={(event) => write({ tier: event.target.value === 'allow' ? 'allow' : 'notify' })}
          >
            <option value="notify">{t('form.areTold')}</option>
            <option value="allow">{t('form.areNotTold')}</option>
          </Select>
        </FormRow>
      ) : null}
      {asks ? (
        <>
          <FormRow
            label={t('form.approvers')}
            hint={form.approvers.length === 0 ? t('form.nobody') : t('form.may', { count: members })}
          >
            <Tokens
              label={t('form.approvers')}
              add={t('form.addTeam')}
              values={form.approvers}
              choices={known.teams.map((one) => ({ value: one.slug, label: `${one.slug} (${one.members})` }))}
              onChange={(approvers) => write({ approvers })}
              disabled={disabled}
            />
          </FormRow>
          <FormRow label={t('form.quorum')} hint={t('form.denialsHint', { count: form.deny_threshold })}>
            <Stepper
              label={t('form.quorum')}
              value={form.quorum}
              min={1}
              max={limits.quorumMax}
              disabled={disabled}
              onChange={(quorum) => write({ quorum })}
            />
            <span className="ms-3 text-12 text-fg-2">{t('form.denials')}</span>
            <Stepper
              label={t('form.denialsLabel')}
              value={form.deny_threshold}
              min={1}
              max={limits.quorumMax}
              disabled={disabled}
              onChange={(deny_threshold) => write({ deny_threshold })}
            />
          </FormRow>
          <FormRow label={t('form.proof')}>
            <Select
              aria-label={t('form.proof')}
              value={form.stepup}
              disabled={disabled}
              className="text-12!"
              onChange={(event) => write({ stepup: event.target.value === 'passkey' ? 'passkey' : 'none' })}
            >
              <option value="passkey">{t('form.passkey')}</option>
              <option value="none">{t('form.session')}</option>
            </Select>
          </FormRow>
          <FormRow label={t('form.decideIn')}>
            <DurationInput
              label={t('form.decideWithin')}
              value={form.decide_within}
              disabled={disabled}
              onChange={(decide_within) => write({ decide_within })}
            />
          </FormRow>
          <FormRow label={t('form.grace')} hint={t('form.graceHint')}>
            <DurationInput
              label={t('form.graceLabel')}
              value={form.grace}
              disabled={disabled}
              onChange={(grace) => write({ grace })}
            />
          </FormRow>
          <FormRow label={t('form.batches')} hint={t('form.batchesHint')}>
            <Select
              aria-label={t('form.batches')}
              value={form.batch}
              disabled={disabled}
              className="text-12!"
              onChange={(event) => {
                const { value } = event.target
                write({ batch: value === 'T2' || value === 'none' ? value : 'T1' })
              }}
            >
              <option value="T1">{t('form.upTo', { level: 'T1' })}</option>
              <option value="T2">{t('form.upTo', { level: 'T2' })}</option>
              <option value="none">{t('form.never')}</option>
            </Select>
          </FormRow>
          <AskedFields form={form} disabled={disabled} write={write} />
        </>
      ) : null}
      {level === 'TX' ? null : (
        <FormRow label={t('form.grantLives')}>
          <DurationInput
            label={t('form.grantLives')}
            value={form.grant_ttl}
            disabled={disabled}
            onChange={(grant_ttl) => write({ grant_ttl })}
          />
        </FormRow>
      )}
      <FormRow label={t('form.reason')}>
        <textarea
          aria-label={t('form.reason')}
          rows={2}
          className="field resize-y px-2 py-1.5 text-13/[18px]!"
          value={form.reason}
          disabled={disabled}
          onChange={(event) => write({ reason: event.target.value.replaceAll('\n', ' ') })}
        />
      </FormRow>
      <FormRow label={t('form.name')}>
        <input
          aria-label={t('form.nameLabel')}
          className="field machine min-h-[30px] px-2 py-1"
          value={form.id}
          maxLength={64}
          disabled={disabled}
          onChange={(event) => write({ id: event.target.value.toLowerCase().replace(/[^a-z0-9._-]/g, '-') })}
        />
      </FormRow>
      <div className="mt-2 flex gap-2">
        <RemoveRule id={rule.id} />
      </div>
    </div>
  )
}

function RemoveRule({ id }: { id: string }) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  if (desk.readOnly) return null
  return (
    <Button size="sm" onClick={() => desk.removeRule(id)}>
      <Trash2 className="size-3.5" aria-hidden="true" />
      {t('form.remove')}
    </Button>
  )
}
