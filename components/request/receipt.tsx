'use client'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button, buttonClass } from '@/components/ui/button'
import { Digest } from '@/components/ui/digest'
import { HiddenText } from '@/components/ui/hidden-text'
import { Sheet } from '@/components/ui/sheet'
import type { GrantView, RequestView } from '@/lib/inbox/schema'
import { ActionTitle } from './action-sentence'
import { GrantSentence, grantState } from './grant-status'
import { StateChip } from './state-chip'
import { Term } from './term'
import { GraceBar, UndoButton, useUndo, useUndoKey } from './undo'

const RevokeDialog = dynamic(() => import('@/components/grants/revoke-dialog').then((module) => module.RevokeDialog), {
  ssr: false,
})

/** What was signed, by whom and when; then the grant as it lives: issued, redeemed, completed. */
export function Receipt({ view, next, onClose }: { view: RequestView; next: string | null; onClose: () => void }) {
  const t = useTranslations('request')
  const format = useFormat()
  const me = view.reviewers.find((reviewer) => reviewer.is_me)
  const mine = view.decisions.find((decision) => decision.person.id === me?.person.id && decision.verb === 'approve')
  const approvals = view.decisions.filter((decision) => decision.verb === 'approve')
  const entry = view.history.findLast((line) => line.actor.id === me?.person.id && line.type === 'decision.recorded')
  const [revoking, setRevoking] = useState<GrantView | null>(null)
  const undo = useUndo(view)
  useUndoKey(undo)
  const takenBack = view.item.status === 'denied' && view.grant?.ended_why != null
  const nextLink = useRef<HTMLAnchorElement>(null)
  // As the server counts: approvals of people who left meanwhile are none.
  const given = view.item.quorum.given
  const needed = view.item.quorum.needed
  return (
    <Sheet
      open
      onClose={onClose}
      testId="receipt"
      rule={false}
      initialFocus={nextLink}
      title={
        <span className="flex items-center gap-4">
          <span className="grid size-10 flex-none place-items-center rounded-full border-[1.5px] border-ok text-ok">
            <Check className="size-5" aria-hidden="true" />
          </span>
          <span>
            {mine ? t('receipt.approvedAt', { time: format.clock(mine.decided_at) }) : t('receipt.approved')}
            <span className="block font-normal text-14 text-fg-2 tracking-normal">
              <ActionTitle parts={view.presentation.title_parts} /> ·{' '}
              <span className="font-medium font-mono text-13 text-fg">{view.presentation.binding_code}</span>
            </span>
          </span>
        </span>
      }
      foot={
        <>
          <span className="flex flex-1 items-center gap-4 text-13">
            {entry ? (
              <Link className="link inline-flex min-h-6 items-center" href={`/audit?entry=${entry.entry_id}`}>
                {t('receipt.verify')}
              </Link>
            ) : null}
          </span>
          <Button size="lg" onClick={onClose}>
            {t('receipt.finished')}
          </Button>
          <Link
            ref={nextLink}
            href={next === null ? '/inbox' : `/inbox/${next}`}
            className={buttonClass({ size: 'lg' })}
            data-testid="next-item"
          >
            {next === null ? t('backToInbox') : t('receipt.next')}
          </Link>
        </>
      }
    >
      <div className="mx-4 grid min-h-14 content-center gap-2.5 rounded-paper border border-line-strong px-3 py-2.5 tablet:mx-8">
        <div className="flex items-center justify-between gap-3 text-14" data-testid="receipt-grant">
          {takenBack ? (
            <span>{t.rich('receipt.takenBack', { b: bold })}</span>
          ) : view.grant ? (
            <span>
              <GrantSentence grant={view.grant} />
            </span>
          ) : given < needed ? (
            <span>{t.rich('receipt.waits', { given, needed, more: needed - given, b: bold })}</span>
          ) : (
            <span>{t('receipt.issuing')}</span>
          )}
          {undo.can ? (
            <UndoButton undo={undo} />
          ) : view.grant?.can_revoke ? (
            <Button look="danger" onClick={() => setRevoking(view.grant)}>
              {t('revoke')}
            </Button>
          ) : view.grant ? (
            <StateChip state={grantState(view.grant)} />
          ) : null}
        </div>
        {view.grant ? <GraceBar grant={view.grant} /> : null}
        {undo.trouble ? <p className="text-13 text-danger">{undo.trouble}</p> : null}
      </div>
      <Life grant={view.grant} resolved={view.item.status === 'approved'} />
      <dl className="mx-4 mb-2 tablet:mx-8 [&>*:last-child]:border-b-0">
        <Term
          label={t('receipt.signed')}
          compact
          wire={mine?.factor === 'passkey' ? t('receipt.withPasskey') : t('receipt.session')}
        >
          {approvals
            .map(
              (decision) =>
                `${decision.person.id === me?.person.id ? t('receipt.you') : decision.person.name} ${format.clock(decision.decided_at)}`,
            )
            .reduce((first, rest) => (first === '' ? rest : t('receipt.order', { first, rest })), '')}
        </Term>
        {mine && mine.attested.length > 0 ? (
          <Term label={t('receipt.confirmed')} compact>
            {mine.attested.map((text) => (
              <span key={text} className="block">
                {text}
              </span>
            ))}
          </Term>
        ) : null}
        {mine?.answers.map(({ prompt, answer }) => (
          <Term key={prompt} label={prompt} compact>
            <HiddenText>{answer}</HiddenText>
          </Term>
        ))}
        {view.grant ? (
          <Term label={t('grant.label')} compact wire={t('receipt.oneUse')}>
            <span className="machine">{view.grant.id}</span>
          </Term>
        ) : null}
        <Term
          label={t('receipt.receipt')}
          compact
          wire={entry?.index != null ? t('receipt.inLog') : t('receipt.numbering')}
        >
          {entry?.index != null ? t('receipt.entry', { index: entry.index }) : t('receipt.written')}
        </Term>
        <Term label={t('passkey.digest')} compact>
          <Digest value={view.presentation_digest} />
        </Term>
      </dl>
      {revoking ? <RevokeDialog grant={revoking} onClose={() => setRevoking(null)} /> : null}
    </Sheet>
  )
}

const bold = (words: ReactNode) => <b>{words}</b>

/** The four moments of a consent as one line. */
function Life({ grant, resolved }: { grant: GrantView | null; resolved: boolean }) {
  const t = useTranslations('request.life')
  const redeemed = grant?.redeemed_at != null
  const over = grant !== null && grant.status !== 'issued' && grant.status !== 'redeemed'
  const last = grant?.status === 'revoked' || grant?.status === 'expired' ? grant.status : 'completed'
  const steps: ['approved' | 'issued' | 'redeemed' | typeof last, boolean][] = [
    ['approved', resolved || grant !== null],
    ['issued', grant !== null],
    ['redeemed', redeemed],
    [last, over],
  ]
  return (
    <ol className="mx-4 mt-4 mb-1 grid grid-cols-4 text-12 text-fg-3 tablet:mx-8" aria-label={t('label')}>
      {steps.map(([word, done], at) => (
        <li key={word} className={clsx('relative pt-3.5', done && 'text-fg')}>
          {at < 3 ? <span aria-hidden="true" className="absolute inset-x-0 top-[3px] h-px bg-line-strong" /> : null}
          <span
            aria-hidden="true"
            className={clsx(
              'absolute start-0 top-0 size-[7px] rounded-full',
              done ? 'bg-fg' : 'bg-sheet ring-[1.5px] ring-fg-3 ring-inset',
            )}
          />
          {t(word)}
          <span className="sr-only">{done ? t('done') : t('notYet')}</span>
        </li>
      ))}
    </ol>
  )
}
