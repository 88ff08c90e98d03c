'use client'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Digest } from '@/components/ui/digest'
import { Sheet } from '@/components/ui/sheet'
import type { RequestView } from '@/lib/inbox/schema'

type Step = { name: 'text' | 'screen' | 'request'; ok: boolean; detail: string }

/** The canonical text that is signed, and a check of its digest that this browser does by itself. */
export function RawSheet({ view, onClose }: { view: RequestView; onClose: () => void }) {
  const t = useTranslations('request')
  const [steps, setSteps] = useState<Step[] | null>(null)
  async function verify() {
    const { digestOf, sha256, toBase64Url, utf8 } = await import('@/lib/core/canonical/digest')
    const recomputed = toBase64Url(sha256(utf8(view.presentation_text)))
    const drawn = digestOf(JSON.parse(JSON.stringify(view.presentation)))
    setSteps([
      { name: 'text', ok: recomputed === view.presentation_digest, detail: recomputed },
      { name: 'screen', ok: drawn === view.presentation_digest, detail: drawn },
      { name: 'request', ok: view.presentation.digest === view.digest, detail: view.digest },
    ])
  }
  return (
    <Sheet
      open
      onClose={onClose}
      width="lg"
      testId="raw-sheet"
      title={t('raw.title')}
      head={{
        below: <p className="mt-1 text-13 text-fg-2">{t('raw.note')}</p>,
      }}
      foot={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <CopyButton value={view.presentation_text} className="link min-h-8 px-2 text-13">
            {t('raw.copy')}
          </CopyButton>
          <Button look="primary" onClick={verify} data-testid="verify-digest">
            {t('raw.verify')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 py-4 tablet:px-8">
        <p className="flex flex-wrap gap-x-3 text-12 text-fg-3">
          {t('raw.digest')} <Digest value={view.presentation_digest} />
        </p>
        {steps === null ? null : (
          <ul data-testid="verify-result" className="grid gap-1">
            {steps.map((step) => (
              <li key={step.name} className="grid grid-cols-[16px_1fr] gap-2 text-13">
                {step.ok ? (
                  <Check className="mt-0.5 size-4 text-ok" aria-label={t('raw.holds')} />
                ) : (
                  <X className="mt-0.5 size-4 text-danger" aria-label={t('raw.fails')} />
                )}
                <span>
                  {t(`raw.step.${step.name}`)}
                  <span className="block text-fg-3">
                    <Digest value={step.detail} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
        <CodeBlock label={t('raw.text')} className="max-h-[46vh]">
          {view.presentation_text}
        </CodeBlock>
      </div>
    </Sheet>
  )
}
