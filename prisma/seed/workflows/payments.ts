import { paramsOf, type SeedWorkflow } from '../shape'

const currency = { type: 'string', enum: ['EUR', 'GBP'] }
const reference = { type: 'string', minLength: 1, maxLength: 140 }

/** Money that leaves the house. Amounts are integers in minor units (cents, pence). */
export const payments: SeedWorkflow = {
  slug: 'payments',
  title: 'Payments',
  description: 'Refunds, supplier payouts and credit limits.',
  codePrefix: 'PAY',
  owners: ['rotimi', 'mei'],
  actions: [
    {
      name: 'payments.refund',
      title: 'Refund a charge',
      resourceKind: 'charge',
      titleTemplate: 'Refund {amount} to {resource}',
      paramsSchema: paramsOf(
        {
          amount: { type: 'integer', minimum: 1, maximum: 5_000_000 },
          currency,
          reason: { type: 'string', enum: ['damaged_goods', 'not_delivered', 'duplicate_charge', 'goodwill'] },
          memo: reference,
          letter: { type: 'string', maxLength: 6_000 },
        },
        ['memo', 'letter'],
      ),
      paramLabels: [
        { name: 'amount', label: 'Amount', format: 'money', currencyParam: 'currency' },
        { name: 'currency', label: 'Currency', format: 'code' },
        { name: 'reason', label: 'Reason', format: 'code' },
        { name: 'memo', label: 'Bank memo', format: 'text' },
        { name: 'letter', label: 'Letter to the customer', format: 'text' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'Once the acquirer has accepted a refund, it can only be asked back from the customer.',
        money: true,
        dataClass: 'personal',
        verb: 'refund',
      },
      example: {
        resource: 'charge:ch_1042',
        params: { amount: 12_000, currency: 'EUR', reason: 'damaged_goods', memo: 'RMA-55107' },
        executor: 'refund-runner',
      },
    },
    {
      name: 'payments.payout',
      title: 'Pay a supplier',
      resourceKind: 'supplier',
      titleTemplate: 'Pay {amount} to {resource}',
      paramsSchema: paramsOf({
        amount: { type: 'integer', minimum: 1, maximum: 20_000_000 },
        currency,
        scheduled: { type: 'boolean' },
        reference,
      }),
      paramLabels: [
        { name: 'amount', label: 'Amount', format: 'money', currencyParam: 'currency' },
        { name: 'currency', label: 'Currency', format: 'code' },
        { name: 'scheduled', label: 'On the payment calendar', format: 'boolean' },
        { name: 'reference', label: 'Reference', format: 'text' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'A bank transfer is final when it is booked.',
        money: true,
        dataClass: 'internal',
        verb: 'pay',
      },
      example: {
        resource: 'supplier:northwind-freight',
        params: { amount: 320_000, currency: 'EUR', scheduled: true, reference: 'INV-2026-1187' },
        executor: 'refund-runner',
      },
    },
    {
      name: 'payments.raise_credit_limit',
      title: 'Raise a credit limit',
      resourceKind: 'customer',
      titleTemplate: 'Raise credit limit of customer {resource} to {limit}',
      paramsSchema: paramsOf({
        limit: { type: 'integer', minimum: 10_000, maximum: 10_000_000 },
        currency,
        basis: { type: 'string', enum: ['payment_history', 'credit_report', 'guarantee'] },
      }),
      paramLabels: [
        { name: 'limit', label: 'New limit', format: 'money', currencyParam: 'currency' },
        { name: 'currency', label: 'Currency', format: 'code' },
        { name: 'basis', label: 'Basis', format: 'code' },
      ],
      riskFacts: {
        reversible: true,
        undo: 'The old limit can be set again; orders placed meanwhile stay on credit.',
        money: true,
        dataClass: 'personal',
        verb: 'raise',
      },
      example: {
        resource: 'customer:2290',
        params: { limit: 800_000, currency: 'EUR', basis: 'payment_history' },
        executor: 'refund-runner',
      },
    },
    {
      name: 'payments.read_ledger',
      title: 'Read ledger entries',
      resourceKind: 'ledger',
      titleTemplate: 'Read {days} days of {resource}',
      paramsSchema: paramsOf({ days: { type: 'integer', minimum: 1, maximum: 90 } }),
      paramLabels: [{ name: 'days', label: 'Days', format: 'integer' }],
      riskFacts: { reversible: true, undo: 'Nothing is changed.', money: false, dataClass: 'internal', verb: 'read' },
      example: { resource: 'ledger:refunds', params: { days: 7 }, executor: 'refund-runner' },
    },
  ],
  resources: [
    {
      kind: 'charge',
      pattern: 'charge:ch_*',
      title: 'Card charge, live account',
      environment: 'prod',
      sensitivity: 'financial',
      facts: { Account: 'Acquirer live account acct_1Nv0FK', Destination: 'The card that paid, nowhere else' },
    },
    {
      kind: 'charge',
      pattern: 'charge:test_*',
      title: 'Card charge, test account',
      environment: 'sandbox',
      sensitivity: 'none',
      facts: { Account: 'Acquirer test account; no money moves' },
    },
    {
      kind: 'supplier',
      pattern: 'supplier:northwind-freight',
      title: 'Northwind Freight AB',
      environment: 'prod',
      sensitivity: 'financial',
      facts: { Account: 'SE45 •••• 4417', 'Account known since': '3 March 2021', 'Paid before': '41 times' },
    },
    {
      kind: 'supplier',
      pattern: 'supplier:brightpack-gmbh',
      title: 'Brightpack GmbH',
      environment: 'prod',
      sensitivity: 'financial',
      facts: { Account: 'DE12 •••• 8841', 'Account known since': '16 November 2026', 'Paid before': 'Never' },
    },
    {
      kind: 'customer',
      pattern: 'customer:*',
      title: 'Customer account',
      environment: 'prod',
      sensitivity: 'personal',
      facts: { Register: 'Customer master data' },
    },
    {
      kind: 'ledger',
      pattern: 'ledger:refunds',
      title: 'the refund ledger',
      environment: 'prod',
      sensitivity: 'internal',
      facts: { Holds: 'Amounts and charge numbers, no card data' },
    },
  ],
  agents: ['billing-agent', 'support-agent', 'release-agent'],
  executors: ['refund-runner'],
  runtimes: ['support-agents', 'ci-runners'],
  boundary: {
    author: 'mei',
    reviewer: 'rotimi',
    note: 'Refunds in three steps, payouts by two leads, caps per day.',
    cedar: `// Payments. Amounts are minor units: 5000 is 50.00.

@id("ledger-read") @tier("allow")
@reason("Reading the refund ledger changes nothing and shows no card data")
permit (principal, action == Action::"payments.read_ledger", resource in Environment::"prod");

@id("refund-test") @tier("allow")
@reason("In the test account no money moves")
permit (principal, action == Action::"payments.refund", resource in Environment::"sandbox");

@id("refund-small") @tier("notify") @grant_ttl("10m")
@reason("Refunds up to 50.00 are checked afterwards")
permit (principal in Runtime::"support-agents", action == Action::"payments.refund", resource in Environment::"prod")
when { context.params.amount <= 5000 };

@id("refund-medium") @tier("approve") @approvers("team:payments-support") @grant_ttl("10m") @decide_within("2h")
@reason("Refunds above 50.00 are given after support has looked at the order")
permit (principal in Runtime::"support-agents", action == Action::"payments.refund", resource in Environment::"prod")
when { context.params.amount > 5000 && context.params.amount <= 50000 };

@id("refund-large") @tier("approve") @approvers("team:payments-leads") @quorum("2") @stepup("passkey")
@grant_ttl("15m") @decide_within("30m") @grace("5s")
@reason("Refunds above 500.00 move money that cannot be recalled")
permit (principal in Runtime::"support-agents", action == Action::"payments.refund", resource in Environment::"prod")
when { context.params.amount > 50000 };

@id("refund-same-charge") @tier("approve") @approvers("team:payments-leads") @stepup("passkey") @decide_within("1h")
@reason("This charge was refunded several times today, so a payments lead looks at it")
permit (principal in Runtime::"support-agents", action == Action::"payments.refund", resource in Environment::"prod")
when { context.velocity.resource_24h.count > 2 };

@id("refund-hidden-text") @tier("approve") @approvers("team:payments-leads") @stepup("passkey") @decide_within("1h")
@reason("The request holds characters that cannot be seen, so a payments lead reads it")
permit (principal in Runtime::"support-agents", action == Action::"payments.refund", resource in Environment::"prod")
when { context.hidden_characters > 0 };

@id("refund-asked-again") @tier("approve") @approvers("team:payments-leads") @stepup("passkey") @decide_within("1h")
@reason("A refund like this was denied before, so a payments lead decides")
permit (principal in Runtime::"support-agents", action == Action::"payments.refund", resource in Environment::"prod")
when { context.history.similar_denied > 0 };

@id("refund-too-large") @tier("deny")
@reason("An agent never refunds more than 10,000.00 at once")
permit (principal, action == Action::"payments.refund", resource)
when { context.params.amount > 1000000 };

@id("refund-daily-cap")
@reason("The agents of one sponsor asked to refund more than 250,000.00 within a day")
forbid (principal, action == Action::"payments.refund", resource in Environment::"prod")
when { context.velocity.sponsor_24h.sum > 25000000 };

@id("payout-scheduled") @tier("approve") @approvers("team:payments-leads") @stepup("passkey") @grant_ttl("10m") @decide_within("2h")
@reason("A payout on the payment calendar needs one payments lead")
permit (principal in Runtime::"support-agents", action == Action::"payments.payout", resource in Environment::"prod")
when { context.params.scheduled };

@id("payout-off-calendar") @tier("approve") @approvers("team:payments-leads") @quorum("2") @stepup("passkey")
@grant_ttl("10m") @decide_within("1h") @grace("10s")
@reason("A payout that is not on the payment calendar needs two payments leads")
permit (principal in Runtime::"support-agents", action == Action::"payments.payout", resource in Environment::"prod")
when { !context.params.scheduled };

@id("payout-needs-key")
@reason("Payouts are only taken from agents that prove a private key")
forbid (principal, action == Action::"payments.payout", resource)
when { context.credential.strength == "api_key" };

@id("vendor-moves-no-money")
@reason("Agents on a runtime that a vendor runs never move money")
forbid (principal in Runtime::"ci-runners", action in [Action::"payments.payout", Action::"payments.refund"], resource);

@id("credit-limit") @tier("approve") @approvers("team:payments-leads") @stepup("passkey") @decide_within("4h")
@reason("A higher credit limit is money lent, so a payments lead consents")
permit (principal in Runtime::"support-agents", action == Action::"payments.raise_credit_limit", resource in Environment::"prod")
when { context.params.limit <= 2000000 };
`,
  },
  accountability: [
    { role: 'accountable_owner', by: { person: 'rotimi' } },
    { role: 'approval_logic', by: { team: 'payments-leads' } },
    { role: 'logging', by: { person: 'noor' } },
    { role: 'incident_response', by: { team: 'platform-oncall' } },
    { role: 'execution', by: { person: 'tom' } },
  ],
}
