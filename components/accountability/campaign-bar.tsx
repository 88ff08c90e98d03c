'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Ago } from '@/components/ui/time'
import { campaignMutation } from '@/lib/accountability/client'
import type { CampaignView } from '@/lib/accountability/schema'
import { ApiError, serverNow } from '@/lib/http/client'
import { Failed } from './failed'

const DAY_MS = 86_400_000

/** How far everybody is with confirming; or the way to ask them. */
export function CampaignBar({ campaign, mayStart }: { campaign: CampaignView | null; mayStart: boolean }) {
  const t = useTranslations('accountability')
  const { date } = useFormat()
  const [starting, setStarting] = useState(false)
  if (campaign === null)
    return mayStart ? (
      <p className="mt-3 text-12 text-fg-3">
        {t('campaign.none')}{' '}
        <button type="button" className="link min-h-6" onClick={() => setStarting(true)}>
          {t('campaign.ask')}
        </button>
        {starting ? <StartCampaign onClose={() => setStarting(false)} /> : null}
      </p>
    ) : null
  const { asked, confirmed } = campaign
  return (
    <section
      aria-label={t('campaign.label')}
      data-testid="campaign"
      className="mt-4 grid gap-2 rounded-md border border-line bg-panel px-4 py-3 text-13"
    >
      <p className="flex flex-wrap gap-x-2">
        <b>{campaign.title}</b>
        <span className="text-fg-2">
          {t.rich('campaign.by', { date: date(campaign.due_at), ago: () => <Ago at={campaign.due_at} /> })}
        </span>
        <span className="ms-auto">
          {t.rich('campaign.confirmed', { confirmed, asked, b: (words) => <b>{words}</b> })}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label={t('campaign.progress')}
        aria-valuenow={confirmed}
        aria-valuemin={0}
        aria-valuemax={asked}
        className="h-1 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full bg-fg-2" style={{ width: `${asked === 0 ? 0 : (confirmed / asked) * 100}%` }} />
      </div>
      <p className="text-12 text-fg-3">{t('campaign.after', { name: campaign.started_by })}</p>
    </section>
  )
}

function StartCampaign({ onClose }: { onClose: () => void }) {
  const t = useTranslations('accountability')
  const start = useMutation(campaignMutation(useQueryClient()))
  const day = (days: number) => new Date(serverNow() + days * DAY_MS).toISOString().slice(0, 10)
  const [title, setTitle] = useState(t('campaign.defaultTitle'))
  const [due, setDue] = useState(day(14))
  const wrong = start.error instanceof ApiError ? start.error.errors : []
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('campaign.sheet')}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('campaign.notNow')}
          </Button>
          <Button
            size="lg"
            look="primary"
            disabled={start.isPending || title.trim() === ''}
            onClick={() =>
              start.mutate(
                { title: title.trim(), due },
                {
                  onSuccess: () => {
                    announce(t('campaign.asked'))
                    onClose()
                  },
                },
              )
            }
          >
            {t('campaign.ask')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 tablet:px-8">
        <p className="text-13 text-fg-2">{t('campaign.says')}</p>
        <TextField
          label={t('campaign.titleField')}
          value={title}
          maxLength={120}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextField
          label={t('campaign.dueField')}
          type="date"
          value={due}
          min={day(1)}
          max={day(92)}
          onChange={(event) => setDue(event.target.value)}
          error={wrong.find(({ pointer }) => pointer === '/due')?.detail}
        />
        <Failed error={start.error} what={t('campaign.failed')} />
      </div>
    </Sheet>
  )
}
