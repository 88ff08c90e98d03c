'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'
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
  const number = view.newer?.number ?? 0
  const [cameWith] = useState(number)
  const arrived = number > cameWith
  useEffect(() => {
    if (arrived) announce(`The agent sent revision ${number} while you were reading. Decisions on this one are off.`)
  }, [arrived, number])
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
            Review revision {number}
          </Link>
        ) : null
      }
    >
      <span data-testid="newer-revision">
        The agent sent revision {number}
        {arrived ? ' while you were reading' : ''}.{' '}
        {changes.length === 0 ? null : (
          <>
            {changes.length === 1 ? '1 field changed' : `${changes.length} fields changed`}:{' '}
            {changes.slice(0, SAID).map((change, at) => (
              <span key={change.label}>
                {at === 0 ? '' : ', '}
                {change.label.toLowerCase()} <HiddenText>{short(change.before)}</HiddenText> →{' '}
                <b className="font-medium">
                  <HiddenText>{short(change.after)}</HiddenText>
                </b>
              </span>
            ))}
            {rest > 0 ? ` and ${rest} more` : ''}.
          </>
        )}
      </span>
    </Banner>
  )
}

function short(text: string): string {
  return text.length > 60 ? `${[...text].slice(0, 59).join('')}…` : text
}
