'use client'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
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
      title="Ask about it"
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            Cancel<Kbd>Esc</Kbd>
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
            Ask
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <p className="text-13 text-fg-2">
          The answer is what they say, not a fact, and no part of what is signed. The deadline stays: no answer in time
          is a denial.
        </p>
        <fieldset className="grid gap-1.5 text-13">
          <legend className="mb-1.5 font-medium">Of</legend>
          <Choice name="of" checked={of === 'agent'} onChange={() => setOf('agent')}>
            The agent <span className="machine text-fg-3">{view?.item.agent.slug}</span>
          </Choice>
          <Choice name="of" checked={of === 'sponsor'} onChange={() => setOf('sponsor')}>
            Its sponsor <span className="text-fg-3">{view?.item.sponsor.name}</span>
          </Choice>
        </fieldset>
        <TextArea
          ref={field}
          label="Question"
          rows={3}
          hint={of === 'agent' ? 'The agent reads it as it is; it never learns who asks.' : 'They are told at once.'}
          value={text}
          maxLength={limits.questionChars}
          error={tried && text.trim() === '' ? 'Ask something.' : undefined}
          onChange={(event) => setText(event.target.value)}
          data-testid="question-text"
        />
        {trouble ? <Strip tone="danger">{trouble}</Strip> : null}
      </div>
    </Sheet>
  )
}

function OneAtATime({ onClose }: { onClose: () => void }) {
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title="One at a time"
      foot={
        <Button size="lg" onClick={onClose}>
          Close
        </Button>
      }
    >
      <p className="px-4 pb-4 text-13 text-fg-2 tablet:px-8">A question is about one request. Pick only that one.</p>
    </Sheet>
  )
}
