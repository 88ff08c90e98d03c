'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { Choice, Select, TextArea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import type { DenialCode } from '@/lib/core/decision/denial'
import { limits } from '@/lib/core/limits'
import { decisionMutation } from '@/lib/decisions/client'
import type { RequestView } from '@/lib/inbox/schema'
import { lowerFirst } from './action-sentence'
import { AgentGets } from './agent-gets'
import { DenialFields } from './denial-fields'
import { failureOf } from './failure'
import type { Reading } from './reading'
import { readingOf } from './reading-log'
import { quiet, SheetTitle, SheetTop } from './sheet-parts'

const RETRY_S = [600, 3_600, 14_400, 86_400]
type NextAction = 'none' | 'revise' | 'retry'

/**
 * A denial: a code and a text that the agent can act on, and a note that stays among people. It never takes more steps
 * than approving.
 */
export function DenySheet({ view, reading, onClose }: { view: RequestView; reading: Reading; onClose: () => void }) {
  const t = useTranslations('request')
  const { spelled } = useFormat()
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
          announce(t('deny.done'))
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
      title={<SheetTitle verb="deny" view={view} />}
      head={{
        above: (
          <SheetTop view={view}>
            <span className="text-13 text-fg-2">
              {view.presentation.consent.deny_threshold <= 1 ? t('deny.oneEnds') : t('deny.noPasskey')}
            </span>
          </SheetTop>
        ),
      }}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button size="lg" look="solid" onClick={submit} disabled={decide.isPending} data-testid="deny-confirm">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {t('doing.deny', { title: lowerFirst(view.presentation.title) })}
            </span>
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
          <DenialFields
            code={code}
            reason={reason}
            missing={missing}
            field={field}
            onCode={setCode}
            onReason={(text) => {
              setReason(text)
              setMissing(false)
            }}
          />
          <TextArea
            label={t.rich('sheet.privateNote', { quiet })}
            rows={1}
            value={note}
            maxLength={limits.noteChars}
            onChange={(event) => setNote(event.target.value)}
          />
          <fieldset className="grid gap-1.5">
            <legend className="mb-1.5 font-medium text-13">{t('deny.next')}</legend>
            <Choice name="next" checked={next === 'none'} onChange={() => setNext('none')}>
              {t.rich('deny.none', { quiet })}
            </Choice>
            <Choice name="next" checked={next === 'revise'} onChange={() => setNext('revise')}>
              {t.rich('deny.revise', { quiet })}
            </Choice>
            <Choice name="next" checked={next === 'retry'} onChange={() => setNext('retry')}>
              <span className="flex flex-wrap items-center gap-2">
                {t.rich('deny.retry', {
                  time: () => (
                    <Select
                      aria-label={t('deny.after')}
                      value={retrySeconds}
                      onChange={(event) => setRetrySeconds(Number(event.target.value))}
                      className="-my-1"
                    >
                      {RETRY_S.map((seconds) => (
                        <option key={seconds} value={seconds}>
                          {spelled(seconds)}
                        </option>
                      ))}
                    </Select>
                  ),
                })}
              </span>
            </Choice>
          </fieldset>
          {decide.error ? (
            <Strip tone="danger">{t('failure.notRecorded', { why: failureOf(t, decide.error).sentence })}</Strip>
          ) : null}
        </form>
        <AgentGets id={view.item.id} code={code} reason={reason} next={next} retrySeconds={retrySeconds} />
      </div>
    </Sheet>
  )
}
