import { careStories } from './stories/care'
import { databaseStories } from './stories/database'
import { deploymentStories } from './stories/deployment'
import { paymentStories } from './stories/payments'
import { secretStories } from './stories/secrets'
import type { Draw, Story } from './stories/story'

/** Everything that the demo's agents ask, by name; each draws fresh values. */
export const stories = { ...paymentStories, ...databaseStories, ...secretStories, ...deploymentStories, ...careStories }
export type StoryName = keyof typeof stories

/** The first seconds: every level from policy-only to denied, so that the inbox is full when somebody looks. */
export const opening: readonly StoryName[] = [
  'largeRefundWithHiddenText',
  'releaseToProduction',
  'deleteManyOrders',
  'mediumRefund',
  'readLedger',
  'smallRefund',
  'refundFarTooMuch',
  'deliverSecret',
  'maintenanceScript',
  'messageToDelayed',
  'flagStep',
]

/** Afterwards: how often each comes up, relative to the others. */
const weights: readonly (readonly [StoryName, number])[] = [
  ['mediumRefund', 5],
  ['smallRefund', 4],
  ['refundOnBehalf', 3],
  ['largeRefundWithHiddenText', 1],
  ['largeRefund', 2],
  ['refundsOfOneCharge', 2],
  ['refundFarTooMuch', 1],
  ['payoutOnCalendar', 2],
  ['payoutToNewAccount', 1],
  ['raiseCreditLimit', 2],
  ['readLedger', 2],
  ['readCustomers', 2],
  ['readOrders', 1],
  ['deleteManyOrders', 2],
  ['deleteInvoices', 1],
  ['addColumn', 2],
  ['exportCustomers', 1],
  ['maintenanceScript', 1],
  ['deliverSecret', 2],
  ['deliverPaymentKey', 1],
  ['rotateSecret', 1],
  ['releaseToProduction', 2],
  ['releaseWithSchemaChange', 1],
  ['canary', 2],
  ['releaseToStaging', 1],
  ['scaleUp', 2],
  ['scaleFar', 1],
  ['flagStep', 2],
  ['messageToDelayed', 2],
  ['messageInOwnWords', 1],
  ['addNote', 1],
]

/** One story by weight. */
export function drawStory(draw: Draw): Story[] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  let left = draw.int(1, total)
  for (const [name, weight] of weights) {
    left -= weight
    if (left <= 0) return stories[name](draw)
  }
  return stories.readLedger(draw)
}
