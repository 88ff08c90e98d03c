import { paramsOf, type SeedWorkflow } from '../shape'

const service = { type: 'string', enum: ['checkout-api', 'search-workers', 'storefront', 'fulfilment-worker'] }
const version = { type: 'string', minLength: 5, maxLength: 20, pattern: '^[0-9]{1,4}[.][0-9]{1,4}[.][0-9]{1,4}$' }

/** What runs where. The runners belong to a vendor, so the roles that stay in the house are named one by one. */
export const deployment: SeedWorkflow = {
  slug: 'deployment',
  title: 'Deployment',
  description: 'Releases, scaling and feature flags on all clusters.',
  codePrefix: 'DEP',
  owners: ['piotr', 'david'],
  actions: [
    {
      name: 'deploy.release',
      title: 'Deploy a version',
      resourceKind: 'cluster',
      titleTemplate: 'Deploy {service} {version} to {resource}',
      paramsSchema: paramsOf({
        service,
        version,
        strategy: { type: 'string', enum: ['canary', 'rolling', 'all_at_once'] },
        schema_change: { type: 'boolean' },
        image: { type: 'string', minLength: 71, maxLength: 71, pattern: '^sha256:[0-9a-f]{64}$' },
      }),
      paramLabels: [
        { name: 'service', label: 'Service', format: 'code' },
        { name: 'version', label: 'Version', format: 'code' },
        { name: 'strategy', label: 'Strategy', format: 'code' },
        { name: 'schema_change', label: 'Changes the database schema', format: 'boolean' },
        { name: 'image', label: 'Image', format: 'code' },
      ],
      riskFacts: {
        reversible: true,
        undo: 'The previous version can be deployed again; a schema change stays.',
        money: false,
        dataClass: 'none',
        verb: 'deploy',
      },
      example: {
        resource: 'cluster:eu-1',
        params: {
          service: 'checkout-api',
          version: '2.41.0',
          strategy: 'rolling',
          schema_change: false,
          image: 'sha256:9f2b7c41d0a85e63c1f4b29a7d3e8056412fb9cd708e5a36b1c0d94f27e8a513',
        },
        executor: 'deploy-runner',
      },
    },
    {
      name: 'deploy.scale',
      title: 'Scale a service',
      resourceKind: 'cluster',
      titleTemplate: 'Scale {service} to {replicas} replicas on {resource}',
      paramsSchema: paramsOf({ service, replicas: { type: 'integer', minimum: 0, maximum: 200 } }),
      paramLabels: [
        { name: 'service', label: 'Service', format: 'code' },
        { name: 'replicas', label: 'Replicas', format: 'integer' },
      ],
      riskFacts: {
        reversible: true,
        undo: 'Scale back at any time.',
        money: false,
        dataClass: 'none',
        verb: 'scale',
      },
      example: {
        resource: 'cluster:eu-1',
        params: { service: 'search-workers', replicas: 10 },
        executor: 'deploy-runner',
      },
    },
    {
      name: 'deploy.set_flag',
      title: 'Set a feature flag',
      resourceKind: 'flag',
      titleTemplate: 'Set flag {resource} to {percent} percent of visitors',
      paramsSchema: paramsOf({ percent: { type: 'integer', minimum: 0, maximum: 100 } }),
      paramLabels: [{ name: 'percent', label: 'Visitors (percent)', format: 'integer' }],
      riskFacts: {
        reversible: true,
        undo: 'Set the flag back; visitors keep what they did meanwhile.',
        money: false,
        dataClass: 'none',
        verb: 'set',
      },
      example: { resource: 'flag:express-checkout', params: { percent: 25 }, executor: 'deploy-runner' },
    },
  ],
  resources: [
    {
      kind: 'cluster',
      pattern: 'cluster:eu-1',
      title: 'production, eu-1',
      environment: 'prod',
      sensitivity: 'internal',
      facts: { Serves: 'All European shops', 'Run by': 'Shipwright Cloud, MSA-2023-114' },
    },
    {
      kind: 'cluster',
      pattern: 'cluster:staging-1',
      title: 'staging-1',
      environment: 'staging',
      sensitivity: 'none',
      facts: { Serves: 'Nobody outside' },
    },
    {
      kind: 'flag',
      pattern: 'flag:*',
      title: 'Feature flag',
      environment: 'prod',
      sensitivity: 'internal',
      facts: { Takes: 'Effect within 30 seconds' },
    },
  ],
  agents: ['release-agent'],
  executors: ['deploy-runner'],
  runtimes: ['ci-runners'],
  boundary: {
    author: 'david',
    reviewer: 'piotr',
    note: 'Schema changes need release and platform together.',
    cedar: `// Deployment.

@id("staging-free") @tier("allow")
@reason("Staging serves nobody outside")
permit (principal in Runtime::"ci-runners", action in [Action::"deploy.release", Action::"deploy.scale"], resource in Environment::"staging");

@id("canary") @tier("notify")
@reason("A canary reaches one visitor in a hundred and is rolled back by itself")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.release", resource in Environment::"prod")
when { context.params.strategy == "canary" && !context.params.schema_change };

@id("release-prod") @tier("approve") @approvers("team:release-managers") @stepup("passkey") @grant_ttl("30m") @decide_within("2h")
@reason("A release reaches all European shops")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.release", resource in Environment::"prod")
when { context.params.strategy != "canary" || context.params.schema_change };

@id("release-schema") @tier("approve") @approvers("team:release-managers,team:platform-oncall") @quorum("2") @stepup("passkey")
@grant_ttl("30m") @decide_within("1h") @grace("10s")
@reason("A release that changes the database schema cannot simply be rolled back")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.release", resource in Environment::"prod")
when { context.params.schema_change };

@id("release-schema-platform") @tier("approve") @approvers("team:platform-oncall")
@reason("Platform on call stands by while the database schema changes")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.release", resource in Environment::"prod")
when { context.params.schema_change };

@id("all-at-once") @tier("deny")
@reason("Production is never replaced all at once")
permit (principal, action == Action::"deploy.release", resource in Environment::"prod")
when { context.params.strategy == "all_at_once" };

@id("scale-up") @tier("notify")
@reason("Up to 20 replicas can be scaled back at any time")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.scale", resource in Environment::"prod")
when { context.params.replicas > 0 && context.params.replicas <= 20 };

@id("scale-far") @tier("approve") @approvers("team:platform-oncall") @grant_ttl("15m") @decide_within("1h")
@reason("More than 20 replicas cost real money")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.scale", resource in Environment::"prod")
when { context.params.replicas > 20 };

@id("never-to-zero")
@reason("Scaling a production service to nothing is an outage")
forbid (principal, action == Action::"deploy.scale", resource in Environment::"prod")
when { context.params.replicas == 0 };

@id("flag-step") @tier("approve") @approvers("team:release-managers") @grant_ttl("15m") @decide_within("2h")
@reason("A feature flag changes what visitors see at once")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.set_flag", resource in Environment::"prod");

@id("flag-everyone") @tier("approve") @approvers("team:release-managers") @stepup("passkey") @grant_ttl("15m") @decide_within("2h")
@reason("A feature for every visitor is signed by a release manager")
permit (principal in Runtime::"ci-runners", action == Action::"deploy.set_flag", resource in Environment::"prod")
when { context.params.percent == 100 };
`,
  },
  accountability: [
    { role: 'accountable_owner', by: { person: 'piotr' } },
    { role: 'approval_logic', by: { team: 'release-managers' } },
    { role: 'logging', by: { person: 'noor' } },
    { role: 'incident_response', by: { team: 'platform-oncall' } },
    {
      role: 'execution',
      by: {
        vendor: {
          name: 'Shipwright Cloud',
          contract: 'MSA-2023-114',
          contact: 'duty@shipwright.example',
          voucher: 'piotr',
        },
      },
    },
  ],
}
