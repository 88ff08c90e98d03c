'use client'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { GuardNudge } from '@/components/guard/guard-strip'
import { useFormat } from '@/components/language/format'
import { Digest } from '@/components/ui/digest'
import { Select, TextArea } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { Strip } from '@/components/ui/strip'
import { limits } from '@/lib/core/limits'
import type { RequestView } from '@/lib/inbox/schema'
import { ActionTitle } from './action-sentence'
import { type Asked, AskedOfYou } from './asked'
import { ParamTerm } from './param-term'
import type { Reading } from './reading'
import { quiet } from './sheet-parts'
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
  const t = useTranslations('request.check')
  const all = useTranslations('request')
  const { spelled } = useFormat()
  const { view, reading } = props
  const { presentation } = view
  const risk = presentation.risk.find((fact) => fact.key.startsWith('reversib'))
  const unusual = presentation.params.filter((param) => param.hidden > 0 || param.warnings.length > 0 || param.long)
  return (
    <>
      <div className="mx-4 grid gap-2 pt-3 empty:hidden tablet:mx-8">
        {props.changed ? <Strip tone="warn">{t('changed')}</Strip> : null}
        {view.resolution !== null ? (
          <Strip tone="warn">
            <HiddenText>{view.resolution.sentence}</HiddenText>
          </Strip>
        ) : null}
        {props.expired && view.resolution === null ? <Strip tone="warn">{all('expired')}</Strip> : null}
        {props.online ? null : <Strip tone="warn">{all('offline')}</Strip>}
        <GuardNudge guard={view.me.guard} />
        {reading.unread.length > 0 ? <Strip>{t('openFirst')}</Strip> : null}
      </div>
      <dl className="mx-4 tablet:mx-8 [&>*:last-child]:border-b-0">
        <Term label={t('what')} compact sub={risk ? <HiddenText>{risk.value}</HiddenText> : null}>
          <span className="text-14">
            <b>
              <ActionTitle parts={presentation.title_parts} />
            </b>
          </span>
        </Term>
        {unusual.map((param) => (
          <ParamTerm key={param.pointer} param={param} compact reading={reading} />
        ))}
        <Term label={<label htmlFor="grant-lifetime">{t('howLong')}</label>} compact>
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
            <span className="text-fg-2">{t('shortenOnly')}</span>
          </span>
        </Term>
        <Term label={t('uses')} compact>
          <span className="text-14">
            {t.rich('oneUse', {
              executor: presentation.executor.slug,
              machine: (words) => <span className="machine">{words}</span>,
            })}
          </span>
        </Term>
        <Term label={t('code')} compact>
          <span className="text-14">
            {t.rich('codeLine', {
              code: () => <span className="font-medium font-mono tracking-[0.02em]">{presentation.binding_code}</span>,
              quiet,
            })}
          </span>
        </Term>
      </dl>
      <div className="grid gap-3 px-4 pt-3 pb-3 tablet:px-8">
        <AskedOfYou presentation={presentation} asked={props.asked} tried={props.tried} onChange={props.onAsked} />
        <TextArea
          ref={props.reasonField}
          label={
            props.reasonNeeded
              ? all.rich('sheet.reasonRequired', { quiet })
              : all.rich('sheet.reasonOptional', { quiet })
          }
          hint={t('hint')}
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
        <span>{t('youSign')}</span>
        <Digest value={view.presentation_digest} short />
        <button type="button" className="link ms-auto min-h-6" onClick={props.onRaw}>
          {t('viewRaw')}
        </button>
      </p>
    </>
  )
}
