import { useTranslations } from 'use-intl'
import type { RuleForm } from '@/lib/core/boundary/analysis'
import { limits } from '@/lib/core/limits'
import { FormRow } from './form-field'

/** What a rule puts to each approver: sentences to confirm, which they sign, and one question to answer. */
export function AskedFields({
  form,
  disabled,
  write,
}: {
  form: RuleForm
  disabled: boolean
  write: (change: Partial<RuleForm>) => void
}) {
  const t = useTranslations('boundary')
  return (
    <>
      <FormRow label={t('form.confirm')} hint={t('form.confirmHint')}>
        <textarea
          aria-label={t('form.confirmLabel')}
          rows={Math.max(1, form.attestations.length)}
          className="field resize-y px-2 py-1.5 text-13/[18px]!"
          placeholder={t('form.confirmExample')}
          value={form.attestations.join('\n')}
          disabled={disabled}
          onChange={(event) => {
            // The bar sets several apart in the text of the rule.
            const lines = event.target.value.replaceAll('|', '/')
            write({ attestations: lines === '' ? [] : lines.split('\n') })
          }}
        />
      </FormRow>
      <FormRow label={t('form.ask')}>
        <input
          aria-label={t('form.askLabel')}
          className="field min-h-[30px] px-2 py-1 text-13!"
          placeholder={t('form.askExample')}
          value={form.prompt}
          maxLength={limits.promptChars}
          disabled={disabled}
          onChange={(event) => write({ prompt: event.target.value })}
        />
      </FormRow>
    </>
  )
}
