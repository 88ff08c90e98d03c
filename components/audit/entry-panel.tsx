'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Check, ShieldAlert, ShieldCheck, X } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { HiddenText } from '@/components/ui/hidden-text'
import { Bone } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { proofOptions } from '@/lib/audit/client'
import type { EntryProof } from '@/lib/audit/schema'
import { ApiError } from '@/lib/http/client'
import type { HistoryEntry } from '@/lib/inbox/schema'
import { checkEntry } from './check-entry'

const ICON_BUTTON = 'grid size-8 place-items-center rounded-md text-fg-2 hover:text-fg'

/** One entry: what happened, the bytes that were hashed, and the proof, checked here. */
export function EntryPanel({
  entryId,
  entry,
  onClose,
  onStep,
}: {
  entryId: string
  entry: HistoryEntry | undefined
  onClose: () => void
  onStep: (by: number) => void
}) {
  const t = useTranslations('audit.entry')
  const words = useTranslations('words')
  const { absolute, number } = useFormat()
  const { data, error } = useQuery(proofOptions(entryId))
  const index = data?.index ?? entry?.index ?? null
  return (
    <aside
      aria-label={t('label')}
      data-testid="entry-panel"
      className="flex min-h-0 min-w-0 flex-col border-line-strong bg-panel tablet:border-s"
    >
      <header className="flex min-h-11 items-center gap-2 border-line border-b px-5 max-tablet:px-4">
        <b className="font-medium font-mono text-13">{index === null ? t('early') : number(index)}</b>
        {entry ? (
          <span className="truncate rounded-sm border border-line px-1.5 font-mono text-12/5 text-fg-2">
            {entry.type}
          </span>
        ) : null}
        <span className="ms-auto flex">
          <button type="button" className={ICON_BUTTON} onClick={() => onStep(-1)} aria-label={t('newer')}>
            <ArrowUp className="size-4" aria-hidden="true" />
          </button>
          <button type="button" className={ICON_BUTTON} onClick={() => onStep(1)} aria-label={t('older')}>
            <ArrowDown className="size-4" aria-hidden="true" />
          </button>
          <button type="button" className={ICON_BUTTON} onClick={onClose} aria-label={words('close')}>
            <X className="size-4" aria-hidden="true" />
          </button>
        </span>
      </header>
      <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto px-5 py-4 max-tablet:px-4">
        {entry ? (
          <div>
            <p className="text-16 tracking-[-0.005em] [overflow-wrap:anywhere]">
              <HiddenText>{entry.sentence}</HiddenText>
            </p>
            <p className="mt-1 text-12 text-fg-3">
              {t.rich('by', {
                moment: absolute(entry.at),
                kind: entry.actor.kind,
                id: entry.actor.id,
                mono: (words) => <span className="font-mono">{words}</span>,
              })}
            </p>
            {entry.request_id ? (
              <Link href={`/inbox/${entry.request_id}`} className="link mt-1 inline-flex min-h-6 items-center text-13">
                {t('open')}
              </Link>
            ) : null}
          </div>
        ) : null}
        {data ? <Proof proof={data} /> : error ? <NoProof error={error} /> : <Bone className="h-40 w-full" />}
      </div>
    </aside>
  )
}

function NoProof({ error }: { error: Error }) {
  const t = useTranslations('audit.entry')
  const early = error instanceof ApiError && (error.status === 404 || error.status === 409)
  return (
    <div data-testid="proof-result" data-ok="false">
      <Strip tone={early ? 'neutral' : 'warn'}>{early ? t('notCovered') : t('noProof', { why: error.message })}</Strip>
    </div>
  )
}

function Proof({ proof }: { proof: EntryProof }) {
  const t = useTranslations('audit.entry')
  const say = useTranslations('audit')
  const { steps, ms } = useMemo(() => {
    const started = performance.now()
    return { steps: checkEntry(proof, say), ms: Math.max(1, Math.round(performance.now() - started)) }
  }, [proof, say])
  const ok = steps.every((step) => step.ok)
  const Shield = ok ? ShieldCheck : ShieldAlert
  return (
    <>
      <section data-testid="proof-result" data-ok={ok}>
        <h2 className="mb-1.5 flex items-center gap-2 text-13">
          <Shield className={ok ? 'size-4 text-ok' : 'size-4 text-danger'} aria-hidden="true" />
          {ok ? t('holds') : t('breaks')}
          <span className="font-normal text-12 text-fg-3">{t('checked', { ms })}</span>
        </h2>
        <ol>
          {steps.map((step) => (
            <li
              key={step.name}
              className="grid grid-cols-[16px_1fr] gap-2 border-line border-b py-1.5 text-13 last:border-b-0"
              data-ok={step.ok}
            >
              {step.ok ? (
                <Check className="mt-0.5 size-3.5 text-ok" role="img" aria-label={t('stepHolds')} />
              ) : (
                <X className="mt-0.5 size-3.5 text-danger" role="img" aria-label={t('stepFails')} />
              )}
              <span className="min-w-0">
                {step.name}
                <span className="block font-mono text-12 text-fg-3 [overflow-wrap:anywhere]">{step.detail}</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2 className="mb-1.5 flex items-baseline justify-between gap-3 text-13">
          <span>
            {t('canonical')}{' '}
            <span className="font-normal text-12 text-fg-3">
              {t('bytes', { count: new TextEncoder().encode(proof.leaf).length })}
            </span>
          </span>
          <CopyButton value={proof.leaf}>{t('copy')}</CopyButton>
        </h2>
        <CodeBlock label={t('canonical')} className="max-h-96">
          {pretty(proof.leaf)}
        </CodeBlock>
      </section>
      {proof.payload === null ? null : (
        <section>
          <h2 className="mb-1.5 text-13">
            {t('payload')} <span className="font-normal text-12 text-fg-3">{t('payloadNote')}</span>
          </h2>
          <CodeBlock label={t('payload')} className="max-h-64">
            {JSON.stringify(proof.payload, null, 2)}
          </CodeBlock>
        </section>
      )}
      <section>
        <h2 className="mb-1.5 text-13">{t('checkpoint')}</h2>
        <CodeBlock label={t('signed')}>{proof.checkpoint}</CodeBlock>
      </section>
    </>
  )
}

/** Indented for reading; the bytes that count are the ones behind "Copy bytes". */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
