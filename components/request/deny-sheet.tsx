'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice, Select, TextArea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import { decisionMutation } from '@/lib/decisions/client'
import type { DenialCode } from '@/lib/decisions/schema'
import type { RequestView } from '@/lib/inbox/schema'
import { lowerFirst } from './action-sentence'
import { AgentGets } from './agent-gets'
import { failureOf } from './failure'
import type { Reading } from './reading'
import { readingOf } from './reading-log'
import { SheetTitle, SheetTop } from './sheet-parts'

const CODES: Record<DenialCode, string> = {
  wrong_scope: 'Wrong scope',
  wrong_resource: 'Wrong resource',
  insufficient_evidence: 'Not enough evidence',
  not_needed: 'Not needed',
  suspicious: 'Suspicious',
  policy: 'Against policy',
  timing: 'Wrong time',
  other: 'Other',
}
const RETRY = { 600: '10 min', 3600: '1 h', 14400: '4 h', 86400: '1 day' }
type NextAction = 'none' | 'revise' | 'retry'

function isCode(value: string): value is DenialCode {
  return value in CODES
}

/**
 * A denial: a code and a text that the agent can act on, and a note that stays among people. It never takes more steps
 * than approving.
 */
export function DenySheet({ view, reading, onClose }: { view: RequestView; reading: Reading; onClose: () => void }) {
  const [code, setCode] = useState<DenialCode>('other')
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const [next, setNext] = useState<NextAction>('none')
  const [retrySeconds, setRetrySeconds] = useState(3_600)
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const decide = useMutation(decisionMutation(useQueryClient(), view.item.id))

  async function submit() {
    if (reason.trim() === '') {
      setMissing(true)
      field.current?.focus()
      return
    }
    await decide
      .mutateAsync({
        verb: 'deny',
        presentation_digest: view.presentation_digest,
        code,
        reason: reason.trim(),
        private_note: note.trim(),
        next_action: next,
        ...(next === 'retry' ? { retry_after_seconds: retrySeconds } : {}),
        expanded: reading.expanded,
        reading: readingOf(view.presentation_digest),
      })
      .then(
        () => {
          announce('Denied. The agent was told.')
          onClose()
        },
        () => {},
      )
  }

  return (
    <Sheet
      open
      onClose={onClose}
      width="lg"
      testId="deny-sheet"
      initialFocus={field}
      title={<SheetTitle verb="Deny" view={view} />}
      head={{
        above: (
          <SheetTop view={view}>
            <span className="text-13 text-fg-2">
              {view.presentation.consent.deny_threshold <= 1
                ? 'No passkey needed. One denial ends the request.'
                : 'No passkey needed.'}
            </span>
          </SheetTop>
        ),
      }}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            Cancel<Kbd>Esc</Kbd>
          </Button>
          <Button size="lg" look="solid" onClick={submit} disabled={decide.isPending} data-testid="deny-confirm">
            <span className="min-w-0 [overflow-wrap:anywhere]">Deny: {lowerFirst(view.presentation.title)}</span>
          </Button>
        </>
      }
    >
      <div className="grid tablet:grid-cols-[minmax(0,1fr)_324px]">
        <form
          className="grid content-start gap-4 px-4 py-4 tablet:px-8 tablet:pb-5"
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.repeat) void submit()
          }}
        >
          <fieldset className="grid grid-cols-2 gap-x-4 gap-y-1.5">
            <legend className="mb-1.5 font-medium text-13">Reason</legend>
            {Object.entries(CODES).map(([value, words]) => (
              <Choice
                key={value}
                name="code"
                value={value}
                checked={code === value}
                onChange={() => isCode(value) && setCode(value)}
              >
                {words}
                <code className="block text-12 text-fg-3">{value}</code>
              </Choice>
            ))}
          </fieldset>
          <TextArea
            ref={field}
            label="To the agent"
            hint="What was wrong, and what would be right."
            error={missing ? 'Say why, so that the agent can act on it.' : undefined}
            value={reason}
            maxLength={limits.reasonChars}
            onChange={(event) => {
              setReason(event.target.value)
              setMissing(false)
            }}
            data-testid="deny-reason"
          />
          <TextArea
            label={
              <>
                Private note <span className="font-normal text-fg-3">people only</span>
              </>
            }
            rows={1}
            value={note}
            maxLength={limits.noteChars}
            onChange={(event) => setNote(event.target.value)}
          />
          <fieldset className="grid gap-1.5">
            <legend className="mb-1.5 font-medium text-13">What the agent should do next</legend>
            <Choice name="next" checked={next === 'none'} onChange={() => setNext('none')}>
              Nothing <span className="text-fg-3">the wish ends here</span>
            </Choice>
            <Choice name="next" checked={next === 'revise'} onChange={() => setNext('revise')}>
              Ask again, changed <span className="text-fg-3">as a new request that you see beside this one</span>
            </Choice>
            <Choice name="next" checked={next === 'retry'} onChange={() => setNext('retry')}>
              <span className="flex flex-wrap items-center gap-2">
                Ask again later, after
                <Select
                  aria-label="After"
                  value={retrySeconds}
                  onChange={(event) => setRetrySeconds(Number(event.target.value))}
                  className="-my-1"
                >
                  {Object.entries(RETRY).map(([seconds, words]) => (
                    <option key={seconds} value={seconds}>
                      {words}
                    </option>
                  ))}
                </Select>
              </span>
            </Choice>
          </fieldset>
          {decide.error ? <Strip tone="danger">Not recorded. {failureOf(decide.error).sentence}</Strip> : null}
        </form>
        <AgentGets id={view.item.id} code={code} reason={reason} next={next} retrySeconds={retrySeconds} />
      </div>
    </Sheet>
  )
}
