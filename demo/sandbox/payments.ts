import { z } from 'zod'
import { type Handler, handler, one, WorkRefused } from './handler'

const amount = z.int().positive()
const currency = z.enum(['EUR', 'GBP'])

/** Refunds, payouts, credit limits: rows of the sandbox. Amounts are minor units. */
export const payments: Readonly<Record<string, Handler>> = {
  'payments.refund': handler(
    z.strictObject({
      amount,
      currency,
      reason: z.string(),
      memo: z.string().optional(),
      letter: z.string().optional(),
    }),
    async (work, p) => {
      const charge = await one(
        work,
        'SELECT amount - refunded AS left, currency FROM sandbox.charges WHERE id = $1 FOR UPDATE',
        [work.target],
        `there is no charge ${work.target}`,
      )
      if (charge.currency !== p.currency) throw new WorkRefused(`charge ${work.target} is in ${charge.currency}`)
      if (Number(charge.left) < p.amount)
        throw new WorkRefused(`only ${charge.left} minor units of ${work.target} are left to refund`)
      await work.client.query('UPDATE sandbox.charges SET refunded = refunded + $2 WHERE id = $1', [
        work.target,
        p.amount,
      ])
      await work.client.query(
        'INSERT INTO sandbox.refunds (execution_id, charge_id, amount, reason, memo) VALUES ($1, $2, $3, $4, $5)',
        [work.executionId, work.target, p.amount, p.reason, p.memo ?? null],
      )
      return { refunded: p.amount, currency: p.currency, left: Number(charge.left) - p.amount }
    },
  ),
  'payments.payout': handler(
    z.strictObject({ amount, currency, scheduled: z.boolean(), reference: z.string() }),
    async (work, p) => {
      await one(
        work,
        'SELECT id FROM sandbox.suppliers WHERE id = $1',
        [work.target],
        `there is no supplier ${work.target}`,
      )
      await work.client.query(
        'INSERT INTO sandbox.payouts (execution_id, supplier_id, amount, currency, reference) VALUES ($1, $2, $3, $4, $5)',
        [work.executionId, work.target, p.amount, p.currency, p.reference],
      )
      return { paid: p.amount, currency: p.currency }
    },
  ),
  'payments.raise_credit_limit': handler(
    z.strictObject({ limit: amount, currency, basis: z.string() }),
    async (work, p) => {
      const before = await one(
        work,
        'SELECT credit_limit FROM sandbox.customers WHERE id = $1 FOR UPDATE',
        [work.target],
        `there is no customer ${work.target}`,
      )
      await work.client.query('UPDATE sandbox.customers SET credit_limit = $2 WHERE id = $1', [work.target, p.limit])
      return { before: Number(before.credit_limit), after: p.limit }
    },
  ),
  'payments.read_ledger': handler(z.strictObject({ days: z.int().positive() }), async (work) => {
    const row = await one(
      work,
      'SELECT count(*)::int AS n, coalesce(sum(amount), 0)::bigint AS sum FROM sandbox.refunds',
      [],
      'no ledger',
    )
    return { entries: Number(row.n), sum: Number(row.sum) }
  }),
}
