import { paramsOf, type SeedWorkflow } from '../shape'

/** What customers read from us. Shares its runtime with Payments. */
export const customerCare: SeedWorkflow = {
  slug: 'customer-care',
  title: 'Customer care',
  description: 'Messages to customers and notes on their accounts.',
  codePrefix: 'CARE',
  owners: ['ana'],
  actions: [
    {
      name: 'care.send_message',
      title: 'Send a message to customers',
      resourceKind: 'segment',
      titleTemplate: 'Send {template} to {recipients} customers in {resource}',
      paramsSchema: paramsOf(
        {
          template: {
            type: 'string',
            enum: ['delivery-delay', 'invoice-correction', 'recall-notice', 'winter-offer'],
          },
          recipients: { type: 'integer', minimum: 1, maximum: 500_000 },
          subject: { type: 'string', minLength: 1, maxLength: 120 },
          body: { type: 'string', maxLength: 8_000 },
        },
        ['body'],
      ),
      paramLabels: [
        { name: 'template', label: 'Template', format: 'code' },
        { name: 'recipients', label: 'Recipients at most', format: 'integer' },
        { name: 'subject', label: 'Subject', format: 'text' },
        { name: 'body', label: 'Text', format: 'text' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'A message that was sent is read.',
        money: false,
        dataClass: 'personal',
        verb: 'send',
      },
      example: {
        resource: 'segment:delayed-orders',
        params: { template: 'delivery-delay', recipients: 64, subject: 'Your order arrives two days later' },
        executor: 'message-runner',
      },
    },
    {
      name: 'care.add_note',
      title: 'Add a note to a customer account',
      resourceKind: 'customer',
      titleTemplate: 'Add a note to customer {resource}',
      paramsSchema: paramsOf({ note: { type: 'string', minLength: 1, maxLength: 2_000 } }),
      paramLabels: [{ name: 'note', label: 'Note', format: 'text' }],
      riskFacts: {
        reversible: true,
        undo: 'The note can be removed.',
        money: false,
        dataClass: 'personal',
        verb: 'add',
      },
      example: {
        resource: 'customer:1204',
        params: { note: 'Prefers delivery before noon.' },
        executor: 'message-runner',
      },
    },
  ],
  resources: [
    {
      kind: 'segment',
      pattern: 'segment:delayed-orders',
      title: 'delayed orders',
      environment: 'prod',
      sensitivity: 'personal',
      facts: { Holds: 'Customers whose order is late today' },
    },
    {
      kind: 'segment',
      pattern: 'segment:all-customers',
      title: 'the whole customer base',
      environment: 'prod',
      sensitivity: 'personal',
      facts: { Holds: 'Every customer who ever ordered' },
    },
    {
      kind: 'customer',
      pattern: 'customer:*',
      title: 'Customer account',
      environment: 'prod',
      sensitivity: 'personal',
      facts: { Register: 'Customer master data' },
    },
  ],
  agents: ['support-agent'],
  executors: ['message-runner'],
  runtimes: ['support-agents'],
  boundary: {
    author: 'ana',
    reviewer: 'rotimi',
    note: 'Store operations reads messages before many people do.',
    cedar: `// Customer care.

@id("note") @tier("allow")
@reason("A note is seen by colleagues only and can be removed")
permit (principal in Runtime::"support-agents", action == Action::"care.add_note", resource);

@id("message-few") @tier("notify")
@reason("Up to 20 people get a message from a checked template")
permit (principal in Runtime::"support-agents", action == Action::"care.send_message", resource)
when { context.params.recipients <= 20 };

@id("message-many") @tier("approve") @approvers("team:ops") @grant_ttl("30m") @decide_within("4h")
@reason("More than 20 customers read this, so store operations reads it first")
permit (principal in Runtime::"support-agents", action == Action::"care.send_message", resource)
when { context.params.recipients > 20 };

@id("message-mass") @tier("approve") @approvers("team:ops,team:compliance") @quorum("2") @stepup("passkey") @grant_ttl("30m") @decide_within("8h")
@reason("More than 1,000 customers read this")
permit (principal in Runtime::"support-agents", action == Action::"care.send_message", resource)
when { context.params.recipients > 1000 };

@id("message-mass-compliance") @tier("approve") @approvers("team:compliance")
@reason("A message to more than 1,000 customers is agreed with compliance")
permit (principal in Runtime::"support-agents", action == Action::"care.send_message", resource)
when { context.params.recipients > 1000 };

@id("message-own-words") @tier("approve") @approvers("team:ops") @stepup("passkey") @grant_ttl("30m") @decide_within("4h")
@reason("The agent wrote the text itself, so store operations signs it")
permit (principal in Runtime::"support-agents", action == Action::"care.send_message", resource)
when { context.params has body };

@id("too-often") @tier("approve") @approvers("team:ops-admin") @stepup("passkey") @decide_within("4h")
@reason("This agent sent more than 30 messages within an hour")
permit (principal in Runtime::"support-agents", action == Action::"care.send_message", resource)
when { context.velocity.agent_1h.count > 30 };

@id("whole-base")
@reason("No agent writes to the whole customer base")
forbid (principal, action == Action::"care.send_message", resource == Resource::"segment:all-customers")
when { context.params.recipients > 50000 };
`,
  },
  accountability: [
    { role: 'accountable_owner', by: { person: 'ana' } },
    { role: 'approval_logic', by: { team: 'ops' } },
    { role: 'logging', by: { person: 'noor' } },
    { role: 'incident_response', by: { team: 'security-oncall' } },
    { role: 'execution', by: { person: 'elif' } },
  ],
}
