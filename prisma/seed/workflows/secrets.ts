import { paramsOf, type SeedWorkflow } from '../shape'

const service = { type: 'string', enum: ['checkout-api', 'webhook-relay', 'fulfilment-worker', 'reporting'] }

/** Secrets are delivered by the broker to a service; neither the agent nor this console ever holds a value. */
export const secrets: SeedWorkflow = {
  slug: 'secrets',
  title: 'Secrets',
  description: 'Delivery, rotation and revocation of secrets in the vault.',
  codePrefix: 'SEC',
  owners: ['ingrid'],
  actions: [
    {
      name: 'secrets.deliver',
      title: 'Deliver a secret to a service',
      resourceKind: 'secret',
      titleTemplate: 'Deliver {resource} to {service} for {lifetime}',
      paramsSchema: paramsOf({
        service,
        lifetime: { type: 'integer', minimum: 60, maximum: 86_400 },
        purpose: { type: 'string', enum: ['deployment', 'incident', 'reconciliation'] },
      }),
      paramLabels: [
        { name: 'service', label: 'Service', format: 'code' },
        { name: 'lifetime', label: 'Lifetime', format: 'duration_seconds' },
        { name: 'purpose', label: 'Purpose', format: 'code' },
      ],
      riskFacts: {
        reversible: true,
        undo: 'The lease can be revoked; what the service did with the secret cannot.',
        money: false,
        dataClass: 'secret',
        verb: 'deliver',
      },
      example: {
        resource: 'secret:stripe/live/webhook',
        params: { service: 'webhook-relay', lifetime: 900, purpose: 'deployment' },
        executor: 'secret-broker',
      },
    },
    {
      name: 'secrets.rotate',
      title: 'Rotate a secret',
      resourceKind: 'secret',
      titleTemplate: 'Rotate {resource}',
      paramsSchema: paramsOf({
        overlap: { type: 'integer', minimum: 0, maximum: 86_400 },
        cause: { type: 'string', enum: ['schedule', 'leak_suspected', 'person_left'] },
      }),
      paramLabels: [
        { name: 'overlap', label: 'Old version stays valid for', format: 'duration_seconds' },
        { name: 'cause', label: 'Cause', format: 'code' },
      ],
      riskFacts: {
        reversible: false,
        undo: 'After the overlap the old version stops working.',
        money: false,
        dataClass: 'secret',
        verb: 'rotate',
      },
      example: {
        resource: 'secret:database/prod/reporting',
        params: { overlap: 3_600, cause: 'schedule' },
        executor: 'secret-broker',
      },
    },
    {
      name: 'secrets.revoke_leases',
      title: 'Revoke all leases of a secret',
      resourceKind: 'secret',
      titleTemplate: 'Revoke all leases of {resource}',
      paramsSchema: paramsOf({ cause: { type: 'string', enum: ['leak_suspected', 'service_retired'] } }),
      paramLabels: [{ name: 'cause', label: 'Cause', format: 'code' }],
      riskFacts: {
        reversible: true,
        undo: 'Services ask for a new lease; until then they fail.',
        money: false,
        dataClass: 'secret',
        verb: 'revoke',
      },
      example: {
        resource: 'secret:stripe/test/api-key',
        params: { cause: 'service_retired' },
        executor: 'secret-broker',
      },
    },
  ],
  resources: [
    {
      kind: 'secret',
      pattern: 'secret:stripe/live/webhook',
      title: 'stripe/live/webhook',
      environment: 'prod',
      sensitivity: 'secret',
      facts: { Store: 'vault', Version: '7', 'Rotated last': '2 October 2026', Holders: 'webhook-relay' },
    },
    {
      kind: 'secret',
      pattern: 'secret:stripe/live/api-key',
      title: 'stripe/live/api-key',
      environment: 'prod',
      sensitivity: 'secret',
      facts: { Store: 'vault', Version: '12', 'Rotated last': '19 November 2026', Holders: 'checkout-api' },
    },
    {
      kind: 'secret',
      pattern: 'secret:database/prod/reporting',
      title: 'database/prod/reporting',
      environment: 'prod',
      sensitivity: 'secret',
      facts: { Store: 'vault', Version: '3', 'Rotated last': '24 August 2026', Holders: 'reporting' },
    },
    {
      kind: 'secret',
      pattern: 'secret:stripe/test/*',
      title: 'Secret of the test account',
      environment: 'sandbox',
      sensitivity: 'internal',
      facts: { Store: 'vault', Opens: 'The test account only' },
    },
  ],
  agents: ['vault-sync'],
  executors: ['secret-broker'],
  runtimes: ['batch-eu-1'],
  boundary: {
    author: 'kofi',
    reviewer: 'ingrid',
    note: 'Live secrets need a passkey, the payment key two people.',
    cedar: `// Secrets. Lifetimes are seconds.

@id("deliver-test") @tier("allow")
@reason("Secrets of the test account open nothing that matters")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.deliver", resource in Environment::"sandbox");

@id("revoke-test") @tier("notify")
@reason("Revoking leases of the test account can only stop test runs")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.revoke_leases", resource in Environment::"sandbox");

@id("deliver-live") @tier("approve") @approvers("team:security-oncall") @stepup("passkey") @grant_ttl("15m") @decide_within("1h")
@reason("A live secret leaves the vault for a service")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.deliver", resource in Environment::"prod")
when { context.params.lifetime <= 3600 };

@id("deliver-payment-key") @tier("approve") @approvers("team:security-oncall,team:payments-leads") @quorum("2") @stepup("passkey")
@grant_ttl("10m") @decide_within("30m") @grace("10s")
@reason("The live payment key can move money")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.deliver", resource == Resource::"secret:stripe/live/api-key");

@id("deliver-payment-key-lead") @tier("approve") @approvers("team:payments-leads")
@reason("A payments lead knows why the live payment key is needed")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.deliver", resource == Resource::"secret:stripe/live/api-key");

@id("deliver-too-long")
@reason("No live secret is lent for more than an hour")
forbid (principal, action == Action::"secrets.deliver", resource in Environment::"prod")
when { context.params.lifetime > 3600 };

@id("rotate-on-schedule") @tier("approve") @approvers("team:security-oncall") @grant_ttl("30m") @decide_within("8h")
@reason("A planned rotation is seen by one person of security")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.rotate", resource)
when { context.params.cause == "schedule" && context.params.overlap >= 600 };

@id("rotate-at-once") @tier("approve") @approvers("team:security-oncall") @stepup("passkey") @grant_ttl("15m") @decide_within("30m")
@reason("A rotation without overlap can stop services, so security signs it")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.rotate", resource)
when { context.params.cause != "schedule" || context.params.overlap < 600 };

@id("revoke-live") @tier("approve") @approvers("team:security-oncall") @grant_ttl("10m") @decide_within("30m")
@reason("Revoking live leases stops the services that hold them")
permit (principal in Runtime::"batch-eu-1", action == Action::"secrets.revoke_leases", resource in Environment::"prod");

@id("for-nobody-else")
@reason("Secrets are never delivered in the name of several people")
forbid (principal, action == Action::"secrets.deliver", resource in Environment::"prod")
when { context.delegation.principals > 1 };
`,
  },
  accountability: [
    { role: 'accountable_owner', by: { person: 'ingrid' } },
    { role: 'approval_logic', by: { team: 'security-oncall' } },
    { role: 'logging', by: { team: 'compliance' } },
    { role: 'incident_response', by: { team: 'security-oncall' } },
    { role: 'execution', by: { person: 'kofi' } },
  ],
}
