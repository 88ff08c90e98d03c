/** What the sandbox holds at first, generated from numbers so that every start and every test sees the same. */

export const CHARGES = 400
const FIRST_CHARGE = 1000
/** Charge ids that agents ask about; `test_` ones are of the test account. */
export const chargeId = (n: number): string => `ch_${FIRST_CHARGE + (n % CHARGES)}`

/** Minor units charged: between 20.00 and 4,000.00; every tenth one is large. */
export function chargeAmount(n: number): number {
  const i = n % CHARGES
  return i % 10 === 2 ? 310_000 + ((i * 977) % 90_000) : 2_000 + ((i * 7_919) % 88_000)
}

export const CUSTOMERS: readonly { readonly id: string; readonly name: string; readonly limit: number }[] = [
  { id: '1204', name: 'Haus & Hof Versand', limit: 150_000 },
  { id: '2290', name: 'Brandt Logistik GmbH', limit: 500_000 },
  { id: '3017', name: 'Atelier Moreau', limit: 80_000 },
  { id: '4410', name: 'Nordlys Design AS', limit: 250_000 },
  { id: '5102', name: 'Casa Blau SL', limit: 120_000 },
  { id: '6633', name: 'Fjord & Fell Outdoor', limit: 300_000 },
  { id: '7781', name: 'Papeterie Kühn', limit: 60_000 },
  { id: '8812', name: 'Okonjo Trading Ltd', limit: 900_000 },
]

const SUPPLIERS: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'northwind-freight', name: 'Northwind Freight AB' },
  { id: 'brightpack-gmbh', name: 'Brightpack GmbH' },
]

/** Resource id → table of the sandbox. A name that is not here does not exist, so no text of an agent becomes a name in SQL. */
export const TABLES: Readonly<Record<string, string>> = {
  'prod.orders': 'prod_orders',
  'prod.invoices': 'prod_invoices',
  'prod.customers': 'customers',
  'staging.orders': 'staging_orders',
}

/** The whole sandbox as one script; every statement can be run again. Metadata of secrets only: there are no values. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS sandbox.work (
  execution_id text PRIMARY KEY, request_id text NOT NULL, action text NOT NULL, resource text NOT NULL,
  result jsonb NOT NULL, done_at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE IF NOT EXISTS sandbox.journal (
  execution_id text PRIMARY KEY, executor text NOT NULL, request_id text NOT NULL,
  redeemed_at timestamptz NOT NULL DEFAULT clock_timestamp(), reported_at timestamptz);
CREATE TABLE IF NOT EXISTS sandbox.customers (
  id text PRIMARY KEY, name text NOT NULL, credit_limit bigint NOT NULL CHECK (credit_limit >= 0),
  status text NOT NULL DEFAULT 'active', created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS sandbox.notes (execution_id text PRIMARY KEY, customer_id text NOT NULL REFERENCES sandbox.customers, note text NOT NULL);
CREATE TABLE IF NOT EXISTS sandbox.charges (
  id text PRIMARY KEY, customer_id text REFERENCES sandbox.customers, amount bigint NOT NULL, refunded bigint NOT NULL DEFAULT 0,
  currency text NOT NULL, CONSTRAINT refunded_within_charge CHECK (refunded BETWEEN 0 AND amount));
CREATE TABLE IF NOT EXISTS sandbox.refunds (
  execution_id text PRIMARY KEY, charge_id text NOT NULL REFERENCES sandbox.charges, amount bigint NOT NULL, reason text NOT NULL, memo text);
CREATE TABLE IF NOT EXISTS sandbox.suppliers (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE IF NOT EXISTS sandbox.payouts (
  execution_id text PRIMARY KEY, supplier_id text NOT NULL REFERENCES sandbox.suppliers, amount bigint NOT NULL, currency text NOT NULL, reference text NOT NULL);
CREATE TABLE IF NOT EXISTS sandbox.prod_orders (
  id bigint PRIMARY KEY, status text NOT NULL, total bigint NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS sandbox.staging_orders (LIKE sandbox.prod_orders INCLUDING ALL);
CREATE TABLE IF NOT EXISTS sandbox.prod_invoices (
  id bigint PRIMARY KEY, status text NOT NULL, total bigint NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS sandbox.secrets (
  path text PRIMARY KEY, version integer NOT NULL, rotated_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS sandbox.leases (
  execution_id text PRIMARY KEY, path text NOT NULL REFERENCES sandbox.secrets, service text NOT NULL, expires_at timestamptz NOT NULL, revoked_at timestamptz);
CREATE TABLE IF NOT EXISTS sandbox.flags (name text PRIMARY KEY, percent integer NOT NULL CHECK (percent BETWEEN 0 AND 100));
CREATE TABLE IF NOT EXISTS sandbox.messages (
  execution_id text PRIMARY KEY, segment text NOT NULL, template text NOT NULL, subject text NOT NULL, recipients integer NOT NULL);
`

/** Fills empty tables; runs in the transaction that created them. */
export const FILL: readonly { readonly sql: string; readonly values: readonly unknown[] }[] = [
  {
    sql: `INSERT INTO sandbox.customers (id, name, credit_limit, created_at)
      SELECT c.id, c.name, c.credit, timestamptz '2019-03-01' + c.n * interval '97 days'
      FROM jsonb_to_recordset($1::jsonb) AS c(id text, name text, credit bigint, n integer) ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(CUSTOMERS.map(({ id, name, limit }, n) => ({ id, name, credit: limit, n })))],
  },
  {
    sql: `INSERT INTO sandbox.charges (id, customer_id, amount, currency)
      SELECT c.id, c.customer, c.amount, 'EUR' FROM jsonb_to_recordset($1::jsonb) AS c(id text, customer text, amount bigint) ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(charges())],
  },
  {
    sql: `INSERT INTO sandbox.suppliers (id, name) SELECT s.id, s.name FROM jsonb_to_recordset($1::jsonb) AS s(id text, name text) ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(SUPPLIERS)],
  },
  ...['prod_orders', 'staging_orders'].map((table) => ({
    sql: `INSERT INTO sandbox.${table} (id, status, total, created_at)
      SELECT n, (ARRAY['paid', 'shipped', 'abandoned', 'cancelled', 'paid', 'expired', 'test'])[1 + n % 7], 1000 + (n * 7919) % 90000, now() - (n % 1400) * interval '1 day'
      FROM generate_series(1, 20000) n ON CONFLICT DO NOTHING`,
    values: [],
  })),
  {
    sql: `INSERT INTO sandbox.prod_invoices (id, status, total, created_at)
      SELECT n, 'booked', 1000 + (n * 7919) % 90000, now() - (n % 1400) * interval '1 day' FROM generate_series(1, 2000) n ON CONFLICT DO NOTHING`,
    values: [],
  },
  {
    sql: `INSERT INTO sandbox.secrets (path, version, rotated_at) VALUES ('stripe/live/webhook', 7, '2026-10-02'), ('stripe/live/api-key', 12, '2026-11-19'),
      ('database/prod/reporting', 3, '2026-08-24'), ('stripe/test/api-key', 2, '2026-01-12'), ('stripe/test/webhook', 1, '2026-01-12') ON CONFLICT DO NOTHING`,
    values: [],
  },
  {
    sql: `INSERT INTO sandbox.flags (name, percent) VALUES ('express-checkout', 10), ('new-search', 50), ('gift-cards', 0) ON CONFLICT DO NOTHING`,
    values: [],
  },
]

function charges(): { id: string; customer: string | undefined; amount: number }[] {
  const live = Array.from({ length: CHARGES }, (_, n) => ({ id: chargeId(n), amount: chargeAmount(n) }))
  const test = Array.from({ length: 20 }, (_, n) => ({ id: `test_${n + 1}`, amount: 1_000_000 }))
  return [...live, ...test].map((charge, n) => ({ ...charge, customer: CUSTOMERS[n % CUSTOMERS.length]?.id }))
}
