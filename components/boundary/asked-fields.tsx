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
  return (
    <>
      <FormRow label="Confirm" hint="One sentence a line; each approver ticks and signs it.">
        <textarea
          aria-label="What approvers confirm"
          rows={Math.max(1, form.attestations.length)}
          className="field resize-y px-2 py-1.5 text-13/[18px]!"
          placeholder="I checked the ticket"
          value={form.attestations.join('\n')}
          disabled={disabled}
          onChange={(event) => {
            // The bar sets several apart in the text of the rule.
            const lines = event.target.value.replaceAll('|', '/')
            write({ attestations: lines === '' ? [] : lines.split('\n') })
          }}
        />
      </FormRow>
      <FormRow label="Ask">
        <input
          aria-label="What approvers are asked"
          className="field min-h-[30px] px-2 py-1 text-13!"
          placeholder="Ticket id?"
          value={form.prompt}
          maxLength={limits.promptChars}
          disabled={disabled}
          onChange={(event) => write({ prompt: event.target.value })}
        />
      </FormRow>
    </>
  )
}
