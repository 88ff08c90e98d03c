'use client'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { Choice, TextArea } from '@/components/ui/field'
import { type DenialCode, denialCodes } from '@/lib/core/decision/denial'
import { limits } from '@/lib/core/limits'

/** The code and the text of a denial, as an agent can act on them; of one request or of several. */
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
  const t = useTranslations('request')
  return (
    <>
      <fieldset className="grid grid-cols-2 gap-x-4 gap-y-1.5">
        <legend className="mb-1.5 font-medium text-13">{t('sheet.reason')}</legend>
        {denialCodes.map((value) => (
          <Choice key={value} name="code" value={value} checked={code === value} onChange={() => onCode(value)}>
            {t(`code.${value}`)}
            <code className="block text-12 text-fg-3">{value}</code>
          </Choice>
        ))}
      </fieldset>
      <TextArea
        ref={field}
        label={t('sheet.toAgent')}
        hint={t('deny.hint')}
        error={missing ? t('sheet.sayWhy') : undefined}
        value={reason}
        maxLength={limits.reasonChars}
        onChange={(event) => onReason(event.target.value)}
        data-testid="deny-reason"
      />
    </>
  )
}
