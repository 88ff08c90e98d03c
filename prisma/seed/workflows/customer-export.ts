import { paramsOf, type SeedDraft } from '../shape'

/**
 * A workflow that is still being prepared, with everything that keeps it from being activated: a vendor's runtime that does
 * not say who logs, a role that nobody has acknowledged, and a claim that the production database makes too.
 */
export const customerExport: SeedDraft = {
  slug: 'customer-export',
  title: 'Customer export',
  description: 'Handing customers their own data, and partners what their contract says.',
  codePrefix: 'EXP',
  owners: ['amira'],
  actions: [
    {
      name: 'db.export_rows',
      title: 'Export rows',
      resourceKind: 'table',
      titleTemplate: 'Export {limit} rows of {resource} for {recipient}',
      paramsSchema: paramsOf({
        limit: { type: 'integer', minimum: 1, maximum: 5_000 },
        recipient: { type: 'string', enum: ['customer', 'partner'] },
      }),
      paramLabels: [
        { name: 'limit', label: 'Rows at most', format: 'integer' },
        { name: 'recipient', label: 'Recipient', format: 'code' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'A file that left cannot be called back.',
        money: false,
        dataClass: 'personal',
        verb: 'export',
      },
      example: { resource: 'table:prod.customers', params: { limit: 1, recipient: 'customer' }, executor: 'db-runner' },
    },
  ],
  resources: [
    {
      kind: 'table',
      pattern: 'table:prod.customers*',
      title: 'Customers and their addresses',
      environment: 'prod',
      sensitivity: 'personal',
      facts: { Owner: 'Data team' },
    },
  ],
  agents: ['export-agent', 'migrate-bot'],
  executors: ['db-runner'],
  runtimes: ['datawell', 'batch-eu-1'],
  author: 'amira',
  draftTitle: 'Exports that customers and partners ask for',
  cedar: `
@id("export-own-data") @tier("approve") @approvers("team:dba-oncall") @grant_ttl("10m") @decide_within("4h")
@reason("Somebody checks that the file goes to whom the data belongs")
permit (principal, action == Action::"db.export_rows", resource in Environment::"prod")
when { context.params.recipient == "customer" && context.params.limit <= 50 };

@id("export-to-partner") @tier("approve") @approvers("team:security-oncall") @quorum("2") @stepup("passkey")
@grant_ttl("10m") @decide_within("1d")
@reason("Personal data that leaves the company needs two people of security")
permit (principal, action == Action::"db.export_rows", resource in Environment::"prod")
when { context.params.recipient == "partner" };
`,
  accountability: [
    { role: 'accountable_owner', by: { person: 'rotimi' }, acknowledged: true },
    { role: 'approval_logic', by: { person: 'amira' }, acknowledged: true },
    { role: 'incident_response', by: { team: 'security-oncall' }, acknowledged: false },
    {
      role: 'execution',
      by: {
        vendor: {
          name: 'Datawell GmbH',
          contract: 'DPA-2024-31',
          contact: 'service@datawell.example',
          voucher: 'amira',
        },
      },
      acknowledged: true,
    },
  ],
}
