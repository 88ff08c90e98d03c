'use client'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Choice, TextArea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import { requestOptions } from '@/lib/inbox/client'
import type { TriageSheetProps } from './sheet-props'

/** A question to the agent, or to the person who answers for it. What comes back is a claim. */
export function QuestionSheet({ ids, busy, trouble, onClose, onSubmit }: TriageSheetProps) {
  const t = useTranslations('triage.ask')
  const words = useTranslations('words')
  const [id = ''] = ids
  const { data: view } = useQuery(requestOptions(id))
  const [of, setOf] = useState<'agent' | 'sponsor'>('agent')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  if (ids.length > 1) return <OneAtATime onClose={onClose} />
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      testId="question-sheet"
      initialFocus={field}
      title={t('title')}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {words('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button
            size="lg"
            look="solid"
            disabled={busy}
            data-testid="question-confirm"
            onClick={() => {
              setTried(true)
              if (text.trim() !== '') void onSubmit({ kind: 'ask', of, text: text.trim() })
            }}
          >
            {t('confirm')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <p className="text-13 text-fg-2">{t('note')}</p>
        <fieldset className="grid gap-1.5 text-13">
          <legend className="mb-1.5 font-medium">{t('of')}</legend>
          <Choice name="of" checked={of === 'agent'} onChange={() => setOf('agent')}>
            {t.rich('agent', {
              slug: view?.item.agent.slug ?? '',
              note: (inner) => <span className="machine text-fg-3">{inner}</span>,
            })}
          </Choice>
          <Choice name="of" checked={of === 'sponsor'} onChange={() => setOf('sponsor')}>
            {t.rich('sponsor', {
              name: view?.item.sponsor.name ?? '',
              note: (inner) => <span className="text-fg-3">{inner}</span>,
            })}
          </Choice>
        </fieldset>
        <TextArea
          ref={field}
          label={t('question')}
          rows={3}
          hint={of === 'agent' ? t('agentHint') : t('sponsorHint')}
          value={text}
          maxLength={limits.questionChars}
          error={tried && text.trim() === '' ? t('empty') : undefined}
          onChange={(event) => setText(event.target.value)}
          data-testid="question-text"
        />
        {trouble ? <Strip tone="danger">{trouble}</Strip> : null}
      </div>
    </Sheet>
  )
}

function OneAtATime({ onClose }: { onClose: () => void }) {
  const t = useTranslations('triage.ask')
  const words = useTranslations('words')
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('oneTitle')}
      foot={
        <Button size="lg" onClick={onClose}>
          {words('close')}
        </Button>
      }
    >
      <p className="px-4 pb-4 text-13 text-fg-2 tablet:px-8">{t('oneNote')}</p>
    </Sheet>
  )
}
