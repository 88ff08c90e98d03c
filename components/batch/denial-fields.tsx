'use client'
import type { RefObject } from 'react'
import { Choice, TextArea } from '@/components/ui/field'
import { denialLabels } from '@/lib/core/decision/explain'
import { limits } from '@/lib/core/limits'
import type { DenialCode } from '@/lib/decisions/schema'

const CODES: readonly DenialCode[] = [
  'wrong_scope',
  'wrong_resource',
  'insufficient_evidence',
  'not_needed',
  'suspicious',
  'policy',
  'timing',
  'other',
]

/** The code and the text of a denial, as an agent can act on them. */
export function DenialFields({
  code,
  reason,
  missing,
  field,
  onCode,
  onReason,
}: {
  code: DenialCode
  reason: string
  missing: boolean
  field: RefObject<HTMLTextAreaElement | null>
  onCode: (code: DenialCode) => void
  onReason: (reason: string) => void
}) {
  return (
    <>
      <fieldset className="grid grid-cols-2 gap-x-4 gap-y-1.5">
        <legend className="mb-1.5 font-medium text-13">Reason</legend>
        {CODES.map((value) => (
          <Choice key={value} name="code" value={value} checked={code === value} onChange={() => onCode(value)}>
            <span className="block first-letter:uppercase">{denialLabels[value]}</span>
          </Choice>
        ))}
      </fieldset>
      <TextArea
        ref={field}
        label="To the agent"
        hint="What was wrong, and what would be right."
        error={missing ? 'Say why, so that the agent can act on it.' : undefined}
        value={reason}
        rows={3}
        maxLength={limits.reasonChars}
        onChange={(event) => onReason(event.target.value)}
        data-testid="deny-reason"
      />
    </>
  )
}
