import type { Wish } from '@/demo/wire'

let charge = 0

/** A charge that nothing else of the run names, so that counting and denial memory do not mix tests up. */
const nextCharge = () => `charge:ch_e2e${++charge}`

/** A refund; up to 500.00 support decides with the session (T1), above two leads sign (T3). */
export function refund(amount: number, params: Wish['params'] = {}, more: Partial<Wish> = {}): Wish {
  return {
    workflow: 'payments',
    action: 'payments.refund',
    resource: nextCharge(),
    params: { amount, currency: 'EUR', reason: 'damaged_goods', ...params },
    executor: 'refund-runner',
    justification: 'Two of five pallets arrived broken; the carrier confirmed it.',
    ...more,
  }
}

/** A higher credit limit: one payments lead signs with a passkey (T2), without grace. */
export function creditLimit(limit: number, customer = '2290', more: Partial<Wish> = {}): Wish {
  return {
    workflow: 'payments',
    action: 'payments.raise_credit_limit',
    resource: `customer:${customer}`,
    params: { limit, currency: 'EUR', basis: 'payment_history' },
    executor: 'refund-runner',
    justification: 'Paid every invoice of the last two years within terms.',
    ...more,
  }
}

/** Rows of production: more than ten need two people of the database team, each with a passkey (T3). */
export function deletion(limit: number, more: Partial<Wish> = {}): Wish {
  return {
    workflow: 'production-database',
    action: 'db.delete_rows',
    resource: 'table:prod.orders',
    params: { status: 'abandoned', older_than_days: 365, limit, ticket: 'DATA-311' },
    executor: 'db-runner',
    justification: 'Orders that nobody will pay any more slow the nightly report down.',
    ...more,
  }
}
