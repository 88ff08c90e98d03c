import { useTranslations } from 'use-intl'
import { CodeBlock } from '@/components/ui/code-block'
import type { CounterProposal } from '@/lib/core/decision/counter-proposal'
import type { DenialCode } from '@/lib/core/decision/denial'

/** The answer as its agent will read it, word for word, while it is being written. Indented little: a run of spaces is a hidden character. */
export function AgentGets({
  id,
  code,
  reason,
  next,
  retrySeconds = null,
  proposal = null,
}: {
  id: string
  code: DenialCode
  reason: string
  next: 'none' | 'revise' | 'retry'
  retrySeconds?: number | null
  proposal?: CounterProposal | null
}) {
  const t = useTranslations('request.gets')
  const answer = {
    id,
    status: 'denied',
    reasons: [{ code, message: reason.trim() === '' ? '…' : reason.trim() }],
    next_action: next,
    ...(next === 'revise' ? {} : { retry_after_seconds: next === 'retry' ? retrySeconds : null }),
    ...(proposal === null ? {} : { counter_proposal: proposal }),
  }
  return (
    <aside
      className="border-line px-4 py-4 max-tablet:border-t tablet:border-s tablet:ps-6 tablet:pe-8"
      aria-label={t('title')}
    >
      <h3 className="mb-2 text-13">{t('title')}</h3>
      <CodeBlock label={t('label')} className="mb-3 border-transparent" testId="agent-gets">
        {JSON.stringify(answer, null, proposal === null ? 2 : 1)}
      </CodeBlock>
      <p className="text-12 text-fg-3">{t('notSent')}</p>
    </aside>
  )
}
