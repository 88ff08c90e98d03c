import { z } from 'zod'
import { type Handler, handler, one } from './handler'

/** Messages become rows of an outbox that nothing empties: the demo sends nothing to anybody. */
export const customerCare: Readonly<Record<string, Handler>> = {
  'care.send_message': handler(
    z.strictObject({
      template: z.string(),
      recipients: z.int().positive(),
      subject: z.string(),
      body: z.string().optional(),
    }),
    async (work, p) => {
      await work.client.query(
        'INSERT INTO sandbox.messages (execution_id, segment, template, subject, recipients) VALUES ($1, $2, $3, $4, $5)',
        [work.executionId, work.target, p.template, p.subject, p.recipients],
      )
      return { queued: p.recipients, template: p.template }
    },
  ),
  'care.add_note': handler(z.strictObject({ note: z.string() }), async (work, p) => {
    await one(
      work,
      'SELECT id FROM sandbox.customers WHERE id = $1',
      [work.target],
      `there is no customer ${work.target}`,
    )
    await work.client.query('INSERT INTO sandbox.notes (execution_id, customer_id, note) VALUES ($1, $2, $3)', [
      work.executionId,
      work.target,
      p.note,
    ])
    return { characters: p.note.length }
  }),
}
