import type { Wish } from '../wire'
import type { Draw, Story } from './story'

function ask(
  says: string,
  action: string,
  resource: string,
  params: Wish['params'],
  justification: string,
  more: Partial<Wish> = {},
): Story {
  return {
    agent: 'migrate-bot',
    says,
    wish: { workflow: 'production-database', action, resource, params, executor: 'db-runner', justification, ...more },
  }
}

const ticket = (draw: Draw) => `DATA-${draw.int(200, 499)}`

export const databaseStories = {
  readOrders: (draw: Draw): Story[] => [
    ask(
      'read rows of prod.orders',
      'db.read_rows',
      'table:prod.orders',
      { limit: draw.int(20, 200), columns: ['id', 'status', 'total'] },
      'Checking the clean-up of last night.',
    ),
  ],
  readCustomers: (draw: Draw): Story[] => [
    ask(
      'read rows of prod.customers',
      'db.read_rows',
      'table:prod.customers',
      { limit: draw.int(5, 50), columns: ['id', 'name'] },
      'Looking for duplicate accounts.',
      {
        on_behalf_of: [draw.person('elif.demir@kestrel.example')],
      },
    ),
  ],
  deleteManyOrders: (draw: Draw): Story[] => {
    const limit = draw.int(20, 400)
    const status = draw.pick(['abandoned', 'cancelled', 'test'])
    const asked = (rows: number, why: string) =>
      ask(
        `delete ${rows} ${status} rows in prod.orders`,
        'db.delete_rows',
        'table:prod.orders',
        { status, older_than_days: 365, limit: rows, ticket: ticket(draw) },
        why,
        { trace: [{ tool: 'psql.explain', summary: `Would delete ${rows} rows` }] },
      )
    return [
      {
        ...asked(limit, `${limit} orders that nobody will pay any more slow the nightly report down.`),
        revised: asked(Math.max(11, Math.floor(limit / 2)), 'Half of it, as a first step.'),
      },
    ]
  },
  deleteInvoices: (draw: Draw): Story[] => [
    ask(
      'delete rows in prod.invoices',
      'db.delete_rows',
      'table:prod.invoices',
      { status: 'expired', older_than_days: 3_650, limit: draw.int(5, 50), ticket: ticket(draw) },
      'The invoices are ten years old and take space.',
    ),
  ],
  addColumn: (draw: Draw): Story[] => {
    const column = draw.pick(['vat_id', 'gift_note', 'delivery_window', 'source_campaign'])
    return [
      ask(
        `add column ${column} to prod.orders`,
        'db.add_column',
        'table:prod.orders',
        { column, type: 'text', ticket: ticket(draw) },
        'Needed by the next release of the checkout.',
      ),
    ]
  },
  exportCustomers: (draw: Draw): Story[] => [
    ask(
      'export rows of prod.customers to the finance share',
      'db.export_rows',
      'table:prod.customers',
      { limit: draw.int(100, 900), destination: 'finance-share', format: 'csv', ticket: `FIN-${draw.int(1000, 1999)}` },
      'Finance needs the addresses for the yearly statements.',
    ),
  ],
  /** No template can render free SQL, so it is shown raw and one level stricter. */
  maintenanceScript: (draw: Draw): Story[] => {
    const sql = draw.pick([
      "UPDATE staging_orders SET status = 'test' WHERE total < 1500 AND status = 'expired';",
      "DELETE FROM staging_orders WHERE status = 'test' AND created_at < now() - interval '2 years';",
      'ANALYZE staging_orders;',
    ])
    return [
      ask(
        'run a script on the staging database',
        'db.run_script',
        'database:shop-staging',
        { sql, ticket: ticket(draw) },
        'Refreshes the statistics before the load test.',
      ),
    ]
  },
}
