'use client'
import { clsx } from 'clsx'
import type { RefObject } from 'react'
import { GuardNudge } from '@/components/guard/guard-strip'
import { Digest } from '@/components/ui/digest'
import { spelled } from '@/components/ui/duration'
import { Select, TextArea } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import type { RequestView } from '@/lib/inbox/schema'
import { ActionTitle } from './action-sentence'
import { type Asked, AskedOfYou } from './asked'
import { ParamTerm } from './param-term'
import type { Reading } from './reading'
import { Term } from './term'

const STEPS = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800]

/** The lifetimes on offer: the rule's own first, then only shorter ones. */
export function lifetimes(max: number): number[] {
  return [max, ...STEPS.filter((seconds) => seconds < max && seconds >= limits.grantTtlSecondsMin).reverse()]
}

/** Check-answers: what, how long, how often, for whom; then the reason. */
export function ApproveCheck(props: {
  view: RequestView
  reading: Reading
  reason: string
  reasonError: string
  reasonNeeded: boolean
  asked: Asked
  tried: boolean
  onAsked: (asked: Asked) => void
  reasonField: RefObject<HTMLTextAreaElement | null>
  onReason: (text: string) => void
  seconds: number
  onSeconds: (seconds: number) => void
  expired: boolean
  changed: boolean
  online: boolean
  onRaw: () => void
  onSubmit: () => void
}) {
  const { view, reading } = props
  const { presentation } = view
  const risk = presentation.risk.find((fact) => fact.key.startsWith('reversib'))
  const unusual = presentation.params.filter((param) => param.hidden > 0 || param.warnings.length > 0 || param.long)
  return (
    <>
      <div className="mx-4 grid gap-2 pt-3 empty:hidden tablet:mx-8">
        {props.changed ? (
          <Strip tone="warn">The terms changed while this was open. Close it and look again.</Strip>
        ) : null}
        {view.resolution !== null ? (
          <Strip tone="warn">
            <HiddenText>{view.resolution.sentence}</HiddenText>
          </Strip>
        ) : null}
        {props.expired && view.resolution === null ? <Strip tone="warn">Expired. Nothing was granted.</Strip> : null}
        {props.online ? null : <Strip tone="warn">You’re offline. Decisions are never queued.</Strip>}
        <GuardNudge guard={view.me.guard} />
        {reading.unread.length > 0 ? <Strip>Open the long value first. Approve stays off until then.</Strip> : null}
      </div>
      <dl className="mx-4 tablet:mx-8 [&>*:last-child]:border-b-0">
        <Term label="What" compact sub={risk ? <HiddenText>{risk.value}</HiddenText> : null}>
          <span className="text-14">
            <b>
              <ActionTitle parts={presentation.title_parts} />
            </b>
          </span>
        </Term>
        {unusual.map((param) => (
          <ParamTerm key={param.pointer} param={param} compact reading={reading} />
        ))}
        <Term label={<label htmlFor="grant-lifetime">How long</label>} compact>
          <span className="flex flex-wrap items-center gap-2 text-14">
            <Select
              id="grant-lifetime"
              value={props.seconds}
              onChange={(event) => props.onSeconds(Number(event.target.value))}
              data-testid="grant-lifetime"
            >
              {lifetimes(presentation.consent.grant_ttl_seconds).map((seconds) => (
                <option key={seconds} value={seconds}>
                  {spelled(seconds)}
                </option>
              ))}
            </Select>
            <span className="text-fg-2">after the last approval; it can only be shortened</span>
          </span>
        </Term>
        <Term label="Uses" compact>
          <span className="text-14">
            One, by <span className="machine">{presentation.executor.slug}</span>, then revoked
          </span>
        </Term>
        <Term label="Code" compact>
          <span className="text-14">
            <span className="font-medium font-mono tracking-[0.02em]">{presentation.binding_code}</span>{' '}
            <span className="text-fg-3">the same in the agent’s log and in your notification</span>
          </span>
        </Term>
      </dl>
      <div className="grid gap-3 px-4 pt-3 pb-3 tablet:px-8">
        <AskedOfYou presentation={presentation} asked={props.asked} tried={props.tried} onChange={props.onAsked} />
        <TextArea
          ref={props.reasonField}
          label={
            <>
              Reason{' '}
              <span className={clsx('font-normal', 'text-fg-3')}>{props.reasonNeeded ? 'required' : 'optional'}</span>
            </>
          }
          hint="Name what you checked. The auditor reads it, the agent does not."
          error={props.reasonError}
          value={props.reason}
          maxLength={limits.reasonChars}
          required={props.reasonNeeded}
          onChange={(event) => props.onReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.repeat) props.onSubmit()
          }}
          data-testid="approve-reason"
        />
      </div>
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 px-4 pb-4 text-12/[18px] text-fg-3 tablet:px-8">
        <span>You sign</span>
        <Digest value={view.presentation_digest} short />
        <button type="button" className="link ms-auto min-h-6" onClick={props.onRaw}>
          View exactly what is signed
        </button>
      </p>
    </>
  )
}
