'use client'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { LoadingRows } from '@/components/ui/states'
import { weakened } from '@/lib/core/guard/settings'
import { limits } from '@/lib/core/limits'
import { guardSettingsOptions, strengthenMutation } from '@/lib/guard/client'
import type { GuardSettingsView } from '@/lib/guard/schema'
import { proposalsOptions } from '@/lib/proposals/client'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { SettingsTrouble } from './forbidden'
import { ProposeSheet } from './propose-sheet'

/** What the fatigue guard goes by. Making it stricter is at once, making it weaker takes a second person. */
export function GuardSettings({ admin }: { admin: boolean }) {
  const t = useTranslations('settings.guard')
  const { data, error, refetch } = useQuery(guardSettingsOptions())
  return (
    <Block id="guard" title={t('title')} note={t('note')}>
      {error && !data ? (
        <SettingsTrouble list="organisation" error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={2} />
      ) : admin ? (
        <GuardForm now={data} />
      ) : (
        <p className="text-14" data-testid="guard-now">
          {t('value', { ...data, rest_minutes: String(data.rest_minutes) })}{' '}
          <span className="text-13 text-fg-3">{t('adminOnly')}</span>
        </p>
      )}
    </Block>
  )
}

function GuardForm({ now }: { now: GuardSettingsView }) {
  const t = useTranslations('settings.guard')
  const words = useTranslations('words')
  const most = { approvals: String(limits.guardApprovalsMax), rest: String(limits.guardRestMinutesMax) }
  const save = useMutation(strengthenMutation(useQueryClient()))
  const [typed, setTyped] = useState<{ approvals?: string; rest_minutes?: string }>({})
  const [proposing, setProposing] = useState(false)
  const approvals = typed.approvals ?? String(now.approvals)
  const rest = typed.rest_minutes ?? String(now.rest_minutes)
  const wrong = {
    approvals: !inRange(approvals, 0, limits.guardApprovalsMax),
    rest: !inRange(rest, 1, limits.guardRestMinutesMax),
  }
  const wish = wrong.approvals || wrong.rest ? null : { approvals: Number(approvals), rest_minutes: Number(rest) }
  const changed = wish !== null && (wish.approvals !== now.approvals || wish.rest_minutes !== now.rest_minutes)
  const weaker = changed && weakened(now, wish) !== null
  return (
    <>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!changed) return
          if (weaker) return setProposing(true)
          save.mutate(wish, {
            onSuccess: () => {
              setTyped({})
              announce(words('saved'))
            },
          })
        }}
      >
        <div className="grid gap-3 tablet:grid-cols-2">
          <TextField
            label={t('approvals')}
            hint={t('approvalsHint', { max: limits.guardApprovalsMax })}
            error={wrong.approvals ? t('range', { min: '0', max: most.approvals }) : undefined}
            type="number"
            required
            min={0}
            max={limits.guardApprovalsMax}
            value={approvals}
            onChange={(event) => setTyped({ ...typed, approvals: event.target.value })}
            data-testid="guard-approvals"
          />
          <TextField
            label={t('rest')}
            hint={t('restHint', { max: most.rest })}
            error={wrong.rest ? t('range', { min: '1', max: most.rest }) : undefined}
            type="number"
            required
            min={1}
            max={limits.guardRestMinutesMax}
            value={rest}
            onChange={(event) => setTyped({ ...typed, rest_minutes: event.target.value })}
            data-testid="guard-rest"
          />
        </div>
        {changed ? <Change before={now} after={wish} /> : null}
        <p className="text-13 text-fg-2" aria-live="polite" data-testid="guard-way">
          {weaker ? t('takesTwo') : t('takesOne')}
        </p>
        <div>
          <Button type="submit" look="primary" disabled={!changed || save.isPending} data-testid="guard-submit">
            {weaker ? t('propose') : t('save')}
          </Button>
        </div>
        <Waiting />
        <Failure error={weaker ? null : save.error} />
      </form>
      {proposing && weaker ? (
        <ProposeSheet
          title={t('title')}
          wish={{ kind: 'organisation.guard', subject: {}, after: wish }}
          onClose={() => setProposing(false)}
          onDone={() => setTyped({})}
        >
          <Change before={now} after={wish} />
        </ProposeSheet>
      ) : null}
    </>
  )
}

function Change({ before, after }: { before: GuardSettingsView; after: GuardSettingsView }) {
  const t = useTranslations('settings.guard')
  const say = (numbers: GuardSettingsView) => t('value', { ...numbers, rest_minutes: String(numbers.rest_minutes) })
  return <BeforeAfter label={t('title')} before={say(before)} after={say(after)} />
}

/** What somebody proposed already, so that nobody proposes it again. */
function Waiting() {
  const t = useTranslations('settings.guard')
  const { data } = useInfiniteQuery(proposalsOptions({ view: 'open', kind: 'organisation.guard' }))
  const open = data?.pages.flatMap((page) => page.items) ?? []
  return open.map(({ id, proposed_by, sentence }) => (
    <p key={id} className="text-13 text-fg-2" data-testid="guard-waiting">
      {t.rich('waiting', {
        name: proposed_by.name,
        sentence,
        link: (text) => (
          <Link href={`/settings/proposals?view=open&open=${id}`} className="link">
            {text}
          </Link>
        ),
      })}
    </p>
  ))
}

function inRange(text: string, min: number, max: number): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) >= min && Number(text) <= max
}
