'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { SideSheet } from '@/components/ui/side-sheet'
import { LoadingRows } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { cellOptions, withdrawMutation } from '@/lib/accountability/client'
import type { CellDetail } from '@/lib/accountability/schema'
import type { AccountabilityRole } from '@/lib/core/directory'
import { AssignForm } from './assign-form'
import { Failed } from './failed'
import { Steps } from './steps'
import { cellName } from './words'

/** One role of one workflow: who answers, who answered, what is signed, and everything that can be done about it. */
export function CellSheet({ slug, role, onClose }: { slug: string; role: AccountabilityRole; onClose: () => void }) {
  const t = useTranslations('accountability')
  const { data, error, refetch } = useQuery(cellOptions(slug, role))
  return (
    <SideSheet onClose={onClose} above={data?.workflow.title ?? slug} title={t(`roles.${role}`)} testId="cell-sheet">
      {error && !data ? (
        <Trouble what={t('cell.what')} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={4} />
      ) : (
        <Body detail={data} />
      )}
    </SideSheet>
  )
}

function Body({ detail }: { detail: CellDetail }) {
  const t = useTranslations('accountability')
  const { date } = useFormat()
  const { cell } = detail
  const [choosing, setChoosing] = useState(false)
  const empty = cell.assignment_id === null
  return (
    <div className="grid gap-5 px-5 py-4">
      {cell.state === 'gap' ? (
        <p className="flex gap-2 rounded-sm bg-danger-soft px-3 py-2 text-13 text-danger" data-testid="cell-gap">
          <CircleAlert className="mt-px size-4 flex-none" aria-hidden="true" />
          <span>
            {cell.gap_since === null
              ? t('cell.open', { gap: cell.gap ?? '' })
              : t('cell.openSince', { date: date(cell.gap_since), gap: cell.gap ?? '' })}
            {detail.denied > 0 ? ` ${t('cell.deniedWith', { count: detail.denied })}` : ''}
          </span>
        </p>
      ) : null}
      {detail.may_assign && (choosing || empty) ? (
        <AssignForm detail={detail} onDone={() => setChoosing(false)} cancelable={!empty} />
      ) : (
        <section aria-label={t('heading')} className="grid gap-1">
          <h3 className="text-13">{t('assign.who')}</h3>
          <p className="text-16">{cellName(t, cell)}</p>
          <p className="text-13 text-fg-2">{who(t, detail)}</p>
          {cell.review_due ? (
            <p className="text-12 text-fg-3">{t('cell.reviewBy', { date: date(cell.review_due) })}</p>
          ) : null}
          {detail.may_assign ? (
            <p className="mt-2">
              <Button onClick={() => setChoosing(true)} data-testid="choose-other">
                {t('cell.chooseOther')}
              </Button>
            </p>
          ) : null}
        </section>
      )}
      {empty ? null : <Steps detail={detail} />}
      {detail.undertakes === null ? null : (
        <section className="grid gap-1 border-line border-t pt-4">
          <h3 className="text-13">
            {cell.person ? t('cell.signs', { name: cell.person.name }) : t('cell.assigneeSigns')}
          </h3>
          <p className="text-13 text-fg-2">“{detail.undertakes}”</p>
        </section>
      )}
      {detail.before.length === 0 ? null : (
        <section className="grid gap-1 border-line border-t pt-4">
          <h3 className="text-13">{t('cell.before')}</h3>
          <ul className="grid gap-1.5 text-12">
            {detail.before.map((former) => (
              <li key={former.to} className="grid grid-cols-[168px_minmax(0,1fr)] gap-2">
                <span className="text-fg-3">{t('cell.fromTo', { from: date(former.from), to: date(former.to) })}</span>
                <span className="[overflow-wrap:anywhere]">
                  {former.name}
                  {former.why === '' ? null : <span className="block text-fg-3">{former.why}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {cell.may.withdraw && cell.assignment_id !== null ? (
        <Withdraw id={cell.assignment_id} own={cell.may.acknowledge} />
      ) : null}
    </div>
  )
}

function who(t: Translate<'accountability'>, { cell, team, vendor }: CellDetail): string {
  if (vendor)
    return t('cell.who.vendor', {
      contract: vendor.contract,
      contact: vendor.contact,
      name: cell.person?.name ?? t('cell.nobody'),
    })
  if (team) return t('cell.who.team', { name: cell.person?.name ?? t('assign.nobody'), count: team.members })
  return cell.load > 1 ? t('cell.who.roles', { count: cell.load }) : t('cell.who.one')
}

/** Ends it, after a reason; what follows is said before. */
function Withdraw({ id, own }: { id: string; own: boolean }) {
  const t = useTranslations('accountability')
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const withdraw = useMutation(withdrawMutation(useQueryClient()))
  if (!open)
    return (
      <Button onClick={() => setOpen(true)} className="w-full" data-testid="withdraw">
        {own ? t('withdraw.layDown') : t('withdraw.assignment')}
      </Button>
    )
  return (
    <section className="grid gap-3 border-line border-t pt-4" aria-label={t('withdraw.it')}>
      <p className="text-13 text-fg-2">{t('withdraw.says')}</p>
      <TextArea
        label={t('withdraw.reason')}
        hint={t('withdraw.reasonHint')}
        value={reason}
        maxLength={2_000}
        onChange={(event) => setReason(event.target.value)}
        data-testid="withdraw-reason"
      />
      <Failed error={withdraw.error} what={t('withdraw.failed')} />
      <div className="flex gap-2">
        <Button onClick={() => setOpen(false)}>{t('withdraw.keep')}</Button>
        <Button
          look="danger"
          disabled={withdraw.isPending || reason.trim() === ''}
          onClick={() =>
            withdraw.mutate({ id, reason: reason.trim() }, { onSuccess: () => announce(t('withdraw.done')) })
          }
          data-testid="withdraw-confirm"
        >
          {own ? t('withdraw.layDown') : t('withdraw.it')}
        </Button>
      </div>
    </section>
  )
}
