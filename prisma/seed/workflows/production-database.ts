import { paramsOf, type SeedWorkflow } from '../shape'

const ticket = { type: 'string', minLength: 4, maxLength: 20, pattern: '^[A-Z]{2,6}-[0-9]{1,8}$' }

/** Rows and tables of the shop. The runner works on whole, named operations; only `db.run_script` takes free SQL. */
export const productionDatabase: SeedWorkflow = {
  slug: 'production-database',
  title: 'Production database',
  description: 'Reading, cleaning and changing the tables of the shop.',
  codePrefix: 'DB',
  owners: ['sara'],
  actions: [
    {
      name: 'db.read_rows',
      title: 'Read rows',
      resourceKind: 'table',
      titleTemplate: 'Read {limit} rows of {resource}',
      paramsSchema: paramsOf({
        limit: { type: 'integer', minimum: 1, maximum: 1_000 },
        columns: {
          type: 'array',
          items: { type: 'string', pattern: '^[a-z_]{1,40}$', minLength: 1, maxLength: 40 },
          minItems: 1,
          maxItems: 20,
        },
      }),
      paramLabels: [
        { name: 'limit', label: 'Rows at most', format: 'integer' },
        { name: 'columns', label: 'Columns', format: 'list' },
      ],
      riskFacts: { reversible: true, undo: 'Nothing is changed.', money: false, dataClass: 'personal', verb: 'read' },
      example: {
        resource: 'table:prod.orders',
        params: { limit: 100, columns: ['id', 'status', 'total'] },
        executor: 'db-runner',
      },
    },
    {
      name: 'db.delete_rows',
      title: 'Delete rows',
      resourceKind: 'table',
      titleTemplate: 'Delete {limit} rows in {resource}',
      paramsSchema: paramsOf({
        status: { type: 'string', enum: ['abandoned', 'cancelled', 'expired', 'test'] },
        older_than_days: { type: 'integer', minimum: 0, maximum: 3_650 },
        limit: { type: 'integer', minimum: 1, maximum: 100_000 },
        ticket,
      }),
      paramLabels: [
        { name: 'limit', label: 'Rows at most', format: 'integer' },
        { name: 'status', label: 'Only with status', format: 'code' },
        { name: 'older_than_days', label: 'Only older than (days)', format: 'integer' },
        { name: 'ticket', label: 'Ticket', format: 'code' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'Not for single rows. The nightly backup can be restored as a whole, with loss of the day.',
        money: false,
        dataClass: 'personal',
        verb: 'delete',
      },
      example: {
        resource: 'table:prod.orders',
        params: { status: 'abandoned', older_than_days: 365, limit: 40, ticket: 'DATA-311' },
        executor: 'db-runner',
      },
    },
    {
      name: 'db.add_column',
      title: 'Add a column',
      resourceKind: 'table',
      titleTemplate: 'Add column {column} to {resource}',
      paramsSchema: paramsOf({
        column: { type: 'string', minLength: 1, maxLength: 40, pattern: '^[a-z][a-z0-9_]*$' },
        type: { type: 'string', enum: ['text', 'integer', 'bigint', 'boolean', 'date', 'timestamptz'] },
        ticket,
      }),
      paramLabels: [
        { name: 'column', label: 'Column', format: 'code' },
        { name: 'type', label: 'Type', format: 'code' },
        { name: 'ticket', label: 'Ticket', format: 'code' },
      ],
      riskFacts: {
        reversible: true,
        undo: 'The column can be dropped again within the release.',
        money: false,
        dataClass: 'none',
        verb: 'add',
      },
      example: {
        resource: 'table:prod.invoices',
        params: { column: 'vat_id', type: 'text', ticket: 'DATA-298' },
        executor: 'db-runner',
      },
    },
    {
      name: 'db.export_rows',
      title: 'Export rows to a file',
      resourceKind: 'table',
      titleTemplate: 'Export {limit} rows of {resource} to {destination}',
      paramsSchema: paramsOf({
        limit: { type: 'integer', minimum: 1, maximum: 100_000 },
        destination: { type: 'string', enum: ['finance-share', 'support-share', 'partner-sftp'] },
        format: { type: 'string', enum: ['csv', 'json'] },
        ticket,
      }),
      paramLabels: [
        { name: 'limit', label: 'Rows at most', format: 'integer' },
        { name: 'destination', label: 'Destination', format: 'code' },
        { name: 'format', label: 'Format', format: 'code' },
        { name: 'ticket', label: 'Ticket', format: 'code' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'A file that left cannot be called back.',
        money: false,
        dataClass: 'personal',
        verb: 'export',
      },
      example: {
        resource: 'table:prod.customers',
        params: { limit: 250, destination: 'finance-share', format: 'csv', ticket: 'FIN-1204' },
        executor: 'db-runner',
      },
    },
    {
      // No template can say what free SQL does, so it is opaque: shown raw and one level stricter.
      name: 'db.run_script',
      title: 'Run a maintenance script',
      resourceKind: 'database',
      titleTemplate: null,
      paramsSchema: paramsOf({ sql: { type: 'string', minLength: 1, maxLength: 8_000 }, ticket }),
      paramLabels: [
        { name: 'sql', label: 'Script', format: 'code' },
        { name: 'ticket', label: 'Ticket', format: 'code' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'Unknown: the script decides.',
        money: false,
        dataClass: 'personal',
        verb: 'run',
      },
      example: {
        resource: 'database:shop-staging',
        params: { sql: 'ANALYZE staging_orders;', ticket: 'DATA-320' },
        executor: 'db-runner',
      },
    },
  ],
  resources: [
    {
      kind: 'table',
      pattern: 'table:prod.orders',
      title: 'prod.orders',
      environment: 'prod',
      sensitivity: 'internal',
      facts: { Owner: 'Database team', Holds: 'Orders of all shops', Backup: 'Nightly, 35 days' },
    },
    {
      kind: 'table',
      pattern: 'table:prod.invoices',
      title: 'prod.invoices',
      environment: 'prod',
      sensitivity: 'financial',
      facts: { Owner: 'Database team', Holds: 'Invoices, kept 10 years by law' },
    },
    {
      kind: 'table',
      pattern: 'table:prod.customers',
      title: 'prod.customers',
      environment: 'prod',
      sensitivity: 'personal',
      facts: { Owner: 'Database team', Holds: 'Names, e-mail and postal addresses' },
    },
    {
      kind: 'table',
      pattern: 'table:staging.*',
      title: 'Table of the staging copy',
      environment: 'staging',
      sensitivity: 'none',
      facts: { Holds: 'Generated data, rebuilt every night' },
    },
    {
      kind: 'database',
      pattern: 'database:shop-prod',
      title: 'the production database',
      environment: 'prod',
      sensitivity: 'personal',
      facts: { Server: 'pg-prod-1, eu-1' },
    },
    {
      kind: 'database',
      pattern: 'database:shop-staging',
      title: 'the staging database',
      environment: 'staging',
      sensitivity: 'none',
      facts: { Server: 'pg-staging-1, eu-1' },
    },
  ],
  agents: ['migrate-bot'],
  executors: ['db-runner'],
  runtimes: ['batch-eu-1'],
  boundary: {
    author: 'sara',
    reviewer: 'nadia',
    note: 'Deleting in production needs two people; exports need compliance as well.',
    cedar: `// Production database.

@id("staging-rows") @tier("allow")
@reason("The staging copy holds generated data that is rebuilt every night")
permit (principal in Runtime::"batch-eu-1", action in [Action::"db.read_rows", Action::"db.delete_rows", Action::"db.add_column"], resource in Environment::"staging");

@id("read-prod") @tier("notify")
@reason("Reading order and invoice rows in production is allowed and watched")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.read_rows", resource in Environment::"prod")
when { resource.sensitivity != "personal" };

@id("read-personal") @tier("approve") @approvers("team:dba-oncall") @grant_ttl("10m") @decide_within("2h")
@reason("The rows name people, so the database team on call consents")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.read_rows", resource in Environment::"prod")
when { resource.sensitivity == "personal" };

@id("delete-few") @tier("approve") @approvers("team:dba-oncall") @stepup("passkey") @grant_ttl("15m") @decide_within("1h")
@reason("Deleting rows in production cannot be undone row by row")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.delete_rows", resource in Environment::"prod")
when { context.params.limit <= 10 };

@id("delete-many") @tier("approve") @approvers("team:dba-oncall") @quorum("2") @stepup("passkey")
@grant_ttl("15m") @decide_within("30m") @grace("10s")
@reason("Deleting more than 10 rows in production cannot be undone")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.delete_rows", resource in Environment::"prod")
when { context.params.limit > 10 };

@id("delete-too-many") @tier("deny")
@reason("More than 5,000 rows in production are only deleted by a planned migration")
permit (principal, action == Action::"db.delete_rows", resource in Environment::"prod")
when { context.params.limit > 5000 };

@id("invoices-are-kept")
@reason("Invoices are kept for ten years by law, no agent deletes one")
forbid (principal, action == Action::"db.delete_rows", resource == Resource::"table:prod.invoices");

@id("column-prod") @tier("approve") @approvers("team:dba-oncall") @stepup("passkey") @grant_ttl("30m") @decide_within("4h")
@reason("A new column in production locks the table for a moment")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.add_column", resource in Environment::"prod");

@id("export-prod") @tier("approve") @approvers("team:dba-oncall,team:compliance") @quorum("2") @stepup("passkey")
@grant_ttl("15m") @decide_within("4h")
@reason("An export leaves the database for good")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.export_rows", resource in Environment::"prod");

@id("export-database") @tier("approve") @approvers("team:dba-oncall")
@reason("The database team knows what the rows hold")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.export_rows", resource in Environment::"prod");

@id("export-compliance") @tier("approve") @approvers("team:compliance")
@reason("Compliance keeps the register of what left the house")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.export_rows", resource in Environment::"prod");

@id("export-stays-inside")
@reason("Rows that name people never go to a partner")
forbid (principal, action == Action::"db.export_rows", resource)
when { resource.sensitivity == "personal" && context.params.destination == "partner-sftp" };

@id("script-staging") @tier("approve") @approvers("team:dba-oncall") @grant_ttl("10m") @decide_within("2h")
@reason("A free script is read by a person before it runs, in staging too")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.run_script", resource in Environment::"staging");

@id("script-prod") @tier("approve") @approvers("team:dba-oncall") @stepup("passkey") @grant_ttl("10m") @decide_within("1h")
@reason("A free script in production can do anything, so it is read line by line")
permit (principal in Runtime::"batch-eu-1", action == Action::"db.run_script", resource in Environment::"prod");
`,
  },
  accountability: [
    { role: 'accountable_owner', by: { person: 'sara' } },
    { role: 'approval_logic', by: { team: 'dba-oncall' } },
    { role: 'logging', by: { person: 'noor' } },
    { role: 'incident_response', by: { team: 'platform-oncall' } },
    { role: 'execution', by: { person: 'amira' } },
  ],
}
