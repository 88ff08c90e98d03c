import { z } from 'zod'
import { remindAccountability } from '@/lib/accountability/remind-accountability'
import { tellOwners } from '@/lib/accountability/tell-owners'
import { activateScheduled } from '@/lib/boundaries/activate-scheduled'
import { purgeDeliveries } from '@/lib/deliveries/purge-deliveries'
import { sendMessages } from '@/lib/deliveries/send-messages'
import { escalateRequests } from '@/lib/escalation/escalate-requests'
import { endLeases } from '@/lib/executions/end-leases'
import { expireGrants } from '@/lib/grants/expire-grants'
import { expireProposals } from '@/lib/proposals/expire-proposals'
import { expireRequests } from '@/lib/requests/expire-requests'
import { purgeSpent } from './purge-spent'

interface Task<Payload> {
  readonly payload: z.ZodType<Payload>
  /** One idempotent verb: a task may run twice, and two may run at once. */
  readonly run: (payload: Payload) => Promise<unknown>
}

const task = <Payload>(payload: z.ZodType<Payload>, run: (payload: Payload) => Promise<unknown>): Task<Payload> => ({
  payload,
  run,
})
const nothing = z.strictObject({})

/** Every background task there is: name → payload → verb. A name that is not here cannot be run, only fail and be seen. */
export const tasks = {
  'expire-requests': task(nothing, expireRequests),
  escalate: task(nothing, escalateRequests),
  'expire-grants': task(nothing, expireGrants),
  'end-leases': task(nothing, endLeases),
  'expire-proposals': task(nothing, expireProposals),
  'remind-accountability': task(nothing, remindAccountability),
  'tell-owners': task(nothing, tellOwners),
  'activate-scheduled': task(nothing, activateScheduled),
  'send-messages': task(nothing, sendMessages),
  'purge-spent': task(nothing, purgeSpent),
  'purge-deliveries': task(nothing, purgeDeliveries),
} as const

export type TaskName = keyof typeof tasks
