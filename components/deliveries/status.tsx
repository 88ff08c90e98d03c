import { clsx } from 'clsx'
import type { DeliveryView } from '@/lib/deliveries/schema'

type Status = DeliveryView['status']

/** What became of a message, in a word or three. */
export const STATUS_WORDS: { readonly [status in Status]: string } = {
  due: 'Waits',
  sent: 'Sent',
  failed: 'Failed',
  not_configured: 'Not set up',
  superseded: 'Not needed',
}

const LOOK: { readonly [status in Status]: string } = {
  due: 'text-fg-2',
  sent: 'text-fg-2',
  failed: 'font-medium text-danger',
  not_configured: 'text-warn',
  superseded: 'text-fg-3',
}

/** Colour only for what did not arrive. */
export function StatusWord({ status, tries = 0, className }: { status: Status; tries?: number; className?: string }) {
  return (
    <span className={clsx('whitespace-nowrap text-12', LOOK[status], className)} data-status={status}>
      {status === 'due' && tries > 0 ? `Tried ${tries === 1 ? 'once' : `${tries} times`}` : STATUS_WORDS[status]}
    </span>
  )
}

/** What a message tells. */
export const EVENT_WORDS: { readonly [event: string]: string } = {
  asked: 'asks',
  ended: 'follow-up',
  outcome: 'outcome',
  notice: 'notice',
  test: 'test',
}

export function sayEvent(event: string): string {
  const [kind = event] = event.split(':')
  return kind === 'reminded' ? 'reminder' : (EVENT_WORDS[kind] ?? kind)
}
