'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { announce } from '@/components/ui/live-region'
import { Banner } from '@/components/ui/strip'
import type { RequestView } from '@/lib/inbox/schema'

/** How many changes are said in the banner; the new revision's own page has them all. */
const SAID = 2

/**
 * The agent has replaced what is on the screen. Decisions are off from the moment this is known, because the request has
 * ended; the banner says what changed and leads there.
 */
export function NewerRevision({ view }: { view: RequestView }) {
  const t = useTranslations('request.newer')
  const number = view.newer?.number ?? 0
  const [cameWith] = useState(number)
  const arrived = number > cameWith
  useEffect(() => {
    if (arrived) announce(t('announced', { number: String(number) }))
  }, [arrived, number, t])
  if (view.newer === null) return null
  const { changes, can_open, id } = view.newer
  const rest = changes.length - SAID
  return (
    <Banner
      tone="warn"
      action={
        can_open ? (
          <Link
            href={`/inbox/${id}`}
            className={buttonClass({ size: 'sm', className: 'whitespace-nowrap' })}
            data-testid="open-newer"
          >
            {t('review', { number: String(number) })}
          </Link>
        ) : null
      }
    >
      <span data-testid="newer-revision">
        {arrived ? t('sentMeanwhile', { number: String(number) }) : t('sent', { number: String(number) })}{' '}
        {changes.length === 0
          ? null
          : t.rich('changes', {
              count: changes.length,
              rest: Math.max(rest, 0),
              lines: () =>
                changes.slice(0, SAID).map((change, at) => (
                  <span key={change.label}>
                    {at === 0 ? '' : ', '}
                    {change.label} <HiddenText>{short(change.before)}</HiddenText> →{' '}
                    <b className="font-medium">
                      <HiddenText>{short(change.after)}</HiddenText>
                    </b>
                  </span>
                )),
            })}
      </span>
    </Banner>
  )
}

function short(text: string): string {
  return text.length > 60 ? `${[...text].slice(0, 59).join('')}…` : text
}
