'use client'
import { FingerprintPattern } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { CodeBlock } from '@/components/ui/code-block'
import { Digest } from '@/components/ui/digest'
import type { RequestView } from '@/lib/inbox/schema'
import { ActionTitle } from './action-sentence'
import type { Failure } from './failure'
import { Term } from './term'

/** While the browser asks for the passkey, what is being signed stays on the screen. */
export function PasskeyStep({
  view,
  seconds,
  sending,
  passkey,
  statement,
}: {
  view: RequestView
  seconds: number
  sending: boolean
  passkey: boolean
  statement: string | null
}) {
  const t = useTranslations('request.passkey')
  const code = useTranslations('request.check')
  const { spelled } = useFormat()
  return (
    <div data-testid="passkey-step">
      <div className="mx-4 flex items-center gap-4 border-line border-b py-5 tablet:mx-8">
        <span className="grid size-12 flex-none place-items-center rounded-full border-[1.5px] border-ink text-ink">
          <FingerprintPattern className="size-6" aria-hidden="true" />
        </span>
        <div>
          <h3 className="text-16">{sending ? t('recording') : t('touch')}</h3>
          <p className="text-fg-2">{sending ? t('moment') : t('asks')}</p>
        </div>
      </div>
      <dl className="mx-4 tablet:mx-8 [&>*:last-child]:border-b-0">
        <Term label={passkey ? t('signs') : t('approves')} compact>
          {t.rich('terms', {
            time: spelled(seconds),
            what: () => (
              <b>
                <ActionTitle parts={view.presentation.title_parts} />
              </b>
            ),
          })}
        </Term>
        <Term label={code('code')} compact>
          <span className="font-medium font-mono tracking-[0.02em]">{view.presentation.binding_code}</span>
        </Term>
        <Term label={t('digest')} compact>
          <Digest value={view.presentation_digest} />
        </Term>
        {statement === null ? null : (
          <Term label={t('statement')} compact>
            <details>
              <summary className="link min-h-6 text-13">{t('bytes')}</summary>
              <CodeBlock label={t('statement')} className="mt-1 max-h-40" testId="statement">
                {statement}
              </CodeBlock>
            </details>
          </Term>
        )}
      </dl>
    </div>
  )
}

/** Nothing was approved, why, and what can be done. */
export function PasskeyFailure({ failure, said }: { failure: Failure; said?: string }) {
  const t = useTranslations('request.passkey')
  return (
    <div
      className="mx-4 flex items-center gap-4 py-6 tablet:mx-8"
      data-testid="approve-failure"
      data-kind={failure.kind}
      role="alert"
    >
      <span className="grid size-12 flex-none place-items-center rounded-full border-[1.5px] border-line-strong text-fg-3">
        <FingerprintPattern className="size-6" aria-hidden="true" />
      </span>
      <div>
        <h3 className="text-16">{said ?? t('nothing')}</h3>
        <p className="text-fg-2 [overflow-wrap:anywhere]">{failure.sentence}</p>
      </div>
    </div>
  )
}
