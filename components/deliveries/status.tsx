import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import type { DeliveryView } from '@/lib/deliveries/schema'

type Status = DeliveryView['status']

const LOOK: { readonly [status in Status]: string } = {
  due: 'text-fg-2',
  sent: 'text-fg-2',
  failed: 'font-medium text-danger',
  not_configured: 'text-warn',
  superseded: 'text-fg-3',
}

export function isStatus(status: string): status is Status {
  return Object.hasOwn(LOOK, status)
}

/** What became of a message, in a word or three. Colour only for what did not arrive. */
export function StatusWord({ status, tries = 0, className }: { status: Status; tries?: number; className?: string }) {
  const t = useTranslations('deliveries')
  return (
    <span className={clsx('whitespace-nowrap text-12', LOOK[status], className)} data-status={status}>
      {status === 'due' && tries > 0 ? t('tried', { tries }) : t(`status.${status}`)}
    </span>
  )
}

const EVENTS = ['asked', 'reminded', 'ended', 'outcome', 'notice', 'test'] as const

/** What a message tells. */
export function sayEvent(t: Translate<'deliveries'>, event: string): string {
  const [kind = event] = event.split(':')
  const known = EVENTS.find((each) => each === kind)
  return known === undefined ? kind : t(`event.${known}`)
}
