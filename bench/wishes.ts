import type { DemoMachine } from '@/prisma/seed/demo-file'
import { httpRequest } from './load'

/** Wishes on the demo's payments workflow: one that policy alone allows, and one that people are asked for. */
export const wishes = {
  allow: {
    workflow: 'payments',
    action: 'payments.read_ledger',
    resource: 'ledger:refunds',
    params: { days: 7 },
    executor: 'refund-runner',
  },
  approve: {
    workflow: 'payments',
    action: 'payments.refund',
    resource: 'charge:ch_1042',
    params: { amount: 12_000, currency: 'EUR', reason: 'damaged_goods' },
    executor: 'refund-runner',
  },
} as const

/** A call of the machine API with an API key, as bytes. */
export function apiCall(machine: DemoMachine, path: string, body: unknown): Buffer {
  const headers = { authorization: `Bearer ${machine.api_key}`, 'content-type': 'application/json' }
  return httpRequest('POST', `/api/v1${path}`, headers, JSON.stringify(body))
}

/** What the executor sends to use a grant of `wishes.allow`. */
export function redemption(machine: DemoMachine, token: string): Buffer {
  const { action, resource, params } = wishes.allow
  return apiCall(machine, '/grants/redeem', { grant: token, action, resource, params })
}

/** The grant's token in the answer to a submission, without parsing all of it. */
export function tokenIn(body: string): string | null {
  return /"token":"([^"]+)"/.exec(body)?.[1] ?? null
}
