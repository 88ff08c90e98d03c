import { useTranslations } from 'use-intl'
import { Choice, TextField } from '@/components/ui/field'
import { limits } from '@/lib/core/limits'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { quiet } from './sheet-parts'

/** What the boundary puts to each approver, as it is being filled in. */
export type Asked = { attested: readonly string[]; answers: readonly string[] }

/** True while something that the boundary asks for is neither confirmed nor answered. */
export function isIncomplete({ consent }: Presentation, { attested, answers }: Asked): boolean {
  return (
    (consent.attestations ?? []).some(({ text }) => !attested.includes(text)) ||
    (consent.prompts ?? []).some((_, at) => !answers[at]?.trim())
  )
}

/** Sentences to confirm and questions to answer; both are signed. Nothing where the boundary asks for nothing. */
export function AskedOfYou({
  presentation,
  asked,
  tried,
  onChange,
}: {
  presentation: Presentation
  asked: Asked
  tried: boolean
  onChange: (asked: Asked) => void
}) {
  const t = useTranslations('request.asked')
  const { attestations = [], prompts = [] } = presentation.consent
  const missing = attestations.filter(({ text }) => !asked.attested.includes(text)).length
  return (
    <>
      {prompts.map(({ text }, at) => (
        <TextField
          key={text}
          label={
            <>
              {text} {quiet(t('required'))}
            </>
          }
          value={asked.answers[at] ?? ''}
          maxLength={limits.promptAnswerChars}
          required
          autoComplete="off"
          error={tried && !asked.answers[at]?.trim() ? t('answer') : undefined}
          onChange={(event) => {
            const answers = prompts.map((_, index) => asked.answers[index] ?? '')
            answers[at] = event.target.value
            onChange({ ...asked, answers })
          }}
          data-testid={`approve-answer-${at}`}
        />
      ))}
      {attestations.length === 0 ? null : (
        <fieldset className="grid gap-1.5" data-testid="attestations">
          <legend className="mb-1.5 font-medium text-13">{t.rich('confirm', { quiet })}</legend>
          {attestations.map(({ text }) => (
            <Choice
              key={text}
              type="checkbox"
              checked={asked.attested.includes(text)}
              aria-invalid={tried && !asked.attested.includes(text) ? true : undefined}
              onChange={(event) =>
                onChange({
                  ...asked,
                  attested: attestations
                    .map((candidate) => candidate.text)
                    .filter((candidate) =>
                      candidate === text ? event.target.checked : asked.attested.includes(candidate),
                    ),
                })
              }
            >
              {text}
            </Choice>
          ))}
          {tried && missing > 0 ? (
            <p className="text-12 text-danger" role="alert">
              {t('missing', { count: missing })}
            </p>
          ) : null}
        </fieldset>
      )}
    </>
  )
}
