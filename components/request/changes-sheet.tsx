'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Select, TextArea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import type { ProposedChange } from '@/lib/core/decision/counter-proposal'
import type { DenialCode } from '@/lib/core/decision/denial'
import { typedText } from '@/lib/core/decision/typed-value'
import { limits } from '@/lib/core/limits'
import { decisionMutation } from '@/lib/decisions/client'
import { ApiError } from '@/lib/http/client'
import type { RequestView } from '@/lib/inbox/schema'
import { lowerFirst } from './action-sentence'
import { AgentGets } from './agent-gets'
import { failureOf } from './failure'
import { changeOf, type Draft, ProposeRow } from './propose-row'
import type { Reading } from './reading'
import { readingOf } from './reading-log'
import { quiet, SheetTitle, SheetTop } from './sheet-parts'

const CODES = [
  'wrong_scope',
  'wrong_resource',
  'insufficient_evidence',
  'policy',
  'timing',
  'other',
] as const satisfies readonly DenialCode[]
type Code = (typeof CODES)[number]
const KEEP: Draft = { op: 'keep', text: '' }

/**
 * "Not like this, like that": a denial with what would be right instead, field by field. The agent reads it and asks anew;
 * nothing of this request is changed, and what was approved of it does not carry over.
 */
export function ChangesSheet({ view, reading, onClose }: { view: RequestView; reading: Reading; onClose: () => void }) {
  const t = useTranslations('request')
  const [code, setCode] = useState<Code>('wrong_scope')
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({})
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const decide = useMutation(decisionMutation(useQueryClient(), view.item.id))
  const rows = view.revisable.map((param) => {
    const draft = drafts[param.pointer] ?? KEEP
    return { param, draft, change: changeOf(param, draft) }
  })
  const changes = rows.flatMap(({ change }): ProposedChange[] =>
    change === null || typeof change === 'string' ? [] : [change],
  )
  const proposal = changes.length === 0 ? null : { changes }
  const unreadable = rows.some(({ change }) => typeof change === 'string')
  const refused = refusalsOf(decide.error, changes)

  async function submit() {
    setTried(true)
    if (reason.trim() === '') field.current?.focus()
    if (reason.trim() === '' || unreadable) return
    await decide
      .mutateAsync({
        verb: 'deny',
        presentation_digest: view.presentation_digest,
        code,
        reason: reason.trim(),
        private_note: note.trim(),
        next_action: 'revise',
        ...(proposal === null ? {} : { counter_proposal: proposal }),
        expanded: reading.expanded,
        reading: readingOf(view.presentation_digest),
      })
      .then(
        () => {
          announce(t('changes.done'))
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
      testId="changes-sheet"
      initialFocus={field}
      title={<SheetTitle verb="changes" view={view} />}
      head={{
        above: (
          <SheetTop view={view}>
            <span className="text-13 text-fg-2">{t('changes.note')}</span>
          </SheetTop>
        ),
      }}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button size="lg" look="solid" onClick={submit} disabled={decide.isPending} data-testid="changes-confirm">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {t('doing.changes', { title: lowerFirst(view.presentation.title) })}
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
          <TextArea
            ref={field}
            label={t('sheet.toAgent')}
            hint={t('changes.hint')}
            error={tried && reason.trim() === '' ? t('sheet.sayWhy') : undefined}
            value={reason}
            maxLength={limits.reasonChars}
            onChange={(event) => setReason(event.target.value)}
            data-testid="changes-reason"
          />
          <div className="flex flex-wrap items-center gap-2.5 text-13">
            <label htmlFor="changes-code" className="font-medium">
              {t('changes.because')}
            </label>
            <Select id="changes-code" value={code} onChange={(event) => setCode(event.target.value as Code)}>
              {CODES.map((value) => (
                <option key={value} value={value}>
                  {t(`code.${value}`)}
                </option>
              ))}
            </Select>
          </div>
          {rows.length === 0 ? null : (
            <fieldset>
              <legend className="mb-1 font-medium text-13">{t.rich('changes.instead', { quiet })}</legend>
              {rows.map(({ param, draft, change }) => (
                <ProposeRow
                  key={param.pointer}
                  param={param}
                  draft={draft}
                  error={
                    tried && typeof change === 'string' ? t(`propose.trouble.${change}`) : refused.get(param.pointer)
                  }
                  onChange={(next) =>
                    setDrafts((all) => ({
                      ...all,
                      [param.pointer]:
                        // A field starts with what was asked, so that only what is wrong has to be typed.
                        next.op !== 'keep' && draft.op === 'keep' && next.text === '' && param.current !== null
                          ? { ...next, text: typedText(param.current.value, param) }
                          : next,
                    }))
                  }
                />
              ))}
            </fieldset>
          )}
          <TextArea
            label={t.rich('sheet.privateNote', { quiet })}
            rows={1}
            value={note}
            maxLength={limits.noteChars}
            onChange={(event) => setNote(event.target.value)}
          />
          {decide.error && refused.size === 0 ? (
            <Strip tone="danger">{t('failure.notRecorded', { why: failureOf(t, decide.error).sentence })}</Strip>
          ) : null}
        </form>
        <AgentGets id={view.item.id} code={code} reason={reason} next="revise" proposal={proposal} />
      </div>
    </Sheet>
  )
}

/** What the server has against single changes, by the param that each is about. */
function refusalsOf(error: Error | null, changes: readonly ProposedChange[]): Map<string, string> {
  const found = new Map<string, string>()
  if (!(error instanceof ApiError)) return found
  for (const { pointer, detail } of error.errors) {
    const at = /^\/counter_proposal\/changes\/(\d+)/.exec(pointer)?.[1]
    const change = at === undefined ? undefined : changes[Number(at)]
    if (change) found.set(change.pointer, `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`)
  }
  return found
}
