import type { SeedOrganisation } from './shape'
import { customerCare } from './workflows/customer-care'
import { customerExport } from './workflows/customer-export'
import { deployment } from './workflows/deployment'
import { payments } from './workflows/payments'
import { productionDatabase } from './workflows/production-database'
import { secrets } from './workflows/secrets'

/**
 * Kestrel Commerce, an invented online wholesaler. Nobody here exists; `.example` addresses reach nobody (RFC 2606).
 * `ops` and `ops-admin` are alike on purpose: a check that compares names by prefix would let one in for the other.
 */
export const kestrel: SeedOrganisation = {
  name: 'Kestrel Commerce',
  slug: 'kestrel',
  people: [
    {
      key: 'jonas',
      name: 'Jonas Weber',
      title: 'Duty Manager, Commerce Operations',
      email: 'jonas.weber@kestrel.example',
    },
    { key: 'mei', name: 'Mei Lin', title: 'Payments Lead, Risk', email: 'mei.lin@kestrel.example' },
    { key: 'tom', name: 'Tom Ek', title: 'Payments Lead, Settlements', email: 'tom.ek@kestrel.example' },
    { key: 'rotimi', name: 'Rotimi Okafor', title: 'Director of Payments', email: 'rotimi.okafor@kestrel.example' },
    { key: 'ana', name: 'Ana Ruiz', title: 'Head of Support Automation', email: 'ana.ruiz@kestrel.example' },
    { key: 'elif', name: 'Elif Demir', title: 'Support Team Lead', email: 'elif.demir@kestrel.example' },
    { key: 'piotr', name: 'Piotr Nowak', title: 'Head of Platform', email: 'piotr.nowak@kestrel.example' },
    { key: 'nadia', name: 'Nadia Karimi', title: 'Site Reliability Engineer', email: 'nadia.karimi@kestrel.example' },
    { key: 'david', name: 'David Osei', title: 'Release Manager', email: 'david.osei@kestrel.example' },
    { key: 'sara', name: 'Sara Lindgren', title: 'Lead Database Engineer', email: 'sara.lindgren@kestrel.example' },
    { key: 'amira', name: 'Amira Saleh', title: 'Data Engineer', email: 'amira.saleh@kestrel.example' },
    { key: 'ingrid', name: 'Ingrid Solheim', title: 'Head of Security', email: 'ingrid.solheim@kestrel.example' },
    { key: 'kofi', name: 'Kofi Mensah', title: 'Security Engineer', email: 'kofi.mensah@kestrel.example' },
    {
      key: 'noor',
      name: 'Noor Haddad',
      title: 'Head of Compliance',
      email: 'noor.haddad@kestrel.example',
      roles: ['compliance'],
    },
    {
      key: 'marta',
      name: 'Marta Kowalska',
      title: 'Internal Auditor',
      email: 'marta.kowalska@kestrel.example',
      roles: ['compliance'],
    },
    // Administers members and machines, is in no team: being admin never decides.
    {
      key: 'hugo',
      name: 'Hugo Pereira',
      title: 'IT Administrator',
      email: 'hugo.pereira@kestrel.example',
      roles: ['admin'],
    },
    { key: 'lukas', name: 'Lukas Brandt', title: 'Release Manager', email: 'lukas.brandt@kestrel.example', left: true },
  ],
  teams: [
    { slug: 'payments-leads', title: 'Payments leads', members: ['mei', 'tom', 'jonas'] },
    { slug: 'payments-support', title: 'Payments support', members: ['elif', 'jonas', 'tom'] },
    { slug: 'dba-oncall', title: 'Database on call', members: ['sara', 'nadia', 'amira', 'piotr'] },
    { slug: 'platform-oncall', title: 'Platform on call', members: ['piotr', 'nadia', 'jonas'] },
    { slug: 'security-oncall', title: 'Security on call', members: ['ingrid', 'kofi', 'nadia'] },
    { slug: 'release-managers', title: 'Release managers', members: ['david', 'jonas', 'nadia'] },
    { slug: 'compliance', title: 'Compliance', members: ['noor', 'marta'] },
    { slug: 'ops', title: 'Store operations', members: ['elif', 'jonas'] },
    { slug: 'ops-admin', title: 'Operations administrators', members: ['nadia'] },
  ],
  runtimes: [
    {
      slug: 'support-agents',
      title: 'Support agents, shared by Payments and Customer care',
      owner: 'ana',
      vendor: null,
    },
    {
      slug: 'ci-runners',
      title: 'CI runners',
      owner: 'piotr',
      vendor: {
        name: 'Shipwright Cloud',
        contract: 'MSA-2023-114',
        contact: 'support@shipwright.example',
        approvalLogic: 'piotr',
        logging: 'noor',
        incidentResponse: 'vendor',
      },
    },
    { slug: 'batch-eu-1', title: 'Batch jobs, eu-1', owner: 'piotr', vendor: null },
    {
      slug: 'datawell',
      title: 'Datawell data platform',
      owner: 'amira',
      vendor: {
        name: 'Datawell GmbH',
        contract: 'DPA-2024-31',
        contact: 'service@datawell.example',
        approvalLogic: 'amira',
        logging: null,
        incidentResponse: 'vendor',
      },
    },
  ],
  agents: [
    {
      slug: 'billing-agent',
      title: 'Billing agent',
      description: 'Settles complaints about charges: refunds, credit limits, payouts to suppliers.',
      sponsor: 'ana',
      runtime: 'support-agents',
    },
    {
      slug: 'support-agent',
      title: 'Support agent',
      description: 'Answers tickets and refunds small amounts.',
      sponsor: 'ana',
      runtime: 'support-agents',
    },
    {
      slug: 'release-agent',
      title: 'Release agent',
      description: 'Rolls out, scales and switches features.',
      sponsor: 'piotr',
      runtime: 'ci-runners',
    },
    {
      slug: 'migrate-bot',
      title: 'Migration bot',
      description: 'Cleans up and changes tables.',
      sponsor: 'sara',
      runtime: 'batch-eu-1',
    },
    {
      slug: 'vault-sync',
      title: 'Vault sync',
      description: 'Brings secrets to the services that need them; never sees a value.',
      sponsor: 'piotr',
      runtime: 'batch-eu-1',
    },
    {
      slug: 'export-agent',
      title: 'Export agent',
      description: 'Will hand customers their own data; its workflow is being prepared.',
      sponsor: 'amira',
      runtime: 'datawell',
    },
  ],
  executors: [
    { slug: 'refund-runner', title: 'Payments runner', sponsor: 'rotimi' },
    { slug: 'db-runner', title: 'Database runner', sponsor: 'sara' },
    { slug: 'secret-broker', title: 'Secret broker', sponsor: 'hugo' },
    { slug: 'deploy-runner', title: 'Deployment runner', sponsor: 'piotr' },
    { slug: 'message-runner', title: 'Message runner', sponsor: 'ana' },
  ],
  auditors: [{ slug: 'evidence-feed', title: 'Evidence feed of the external auditor' }],
  pipelines: [{ slug: 'boundaries-repository', title: 'Boundaries repository, main branch', sponsor: 'piotr' }],
  workflows: [payments, productionDatabase, secrets, deployment, customerCare],
  drafts: [customerExport],
}
