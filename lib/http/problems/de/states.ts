import type { BoundaryStatus } from '@/lib/boundaries/schema-views'
import type { DirectoryWorkflow, MachineStatus } from '@/lib/core/directory'
import type { RequestStatus } from '@/lib/core/request/state'
import type { ProposalView } from '@/lib/proposals/schema'

/** States as they end a sentence: "Die Anfrage ist bereits …". */
export const requestStates = {
  pending: 'offen',
  approved: 'genehmigt',
  denied: 'abgelehnt',
  expired: 'abgelaufen',
  cancelled: 'zurückgezogen',
} satisfies Record<RequestStatus, string>

export const grantStates = {
  issued: 'ausgestellt',
  redeemed: 'eingelöst',
  completed: 'abgeschlossen',
  revoked: 'widerrufen',
  expired: 'abgelaufen',
  none: 'nicht da',
}

export const machineStates = {
  active: 'aktiv',
  suspended: 'gesperrt',
  quarantined: 'in Quarantäne',
  retired: 'stillgelegt',
} satisfies Record<MachineStatus, string>

export const workflowStates = {
  draft: 'ein Entwurf',
  active: 'aktiv',
  suspended: 'gesperrt',
} satisfies Record<DirectoryWorkflow['status'], string>

export const versionStates = {
  draft: 'ein Entwurf',
  in_review: 'in Prüfung',
  active: 'aktiv',
  retired: 'abgelöst',
} satisfies Record<BoundaryStatus, string>

export const proposalStates = {
  open: 'offen',
  applied: 'angewendet',
  refused: 'abgelehnt',
  withdrawn: 'zurückgezogen',
  expired: 'verfallen',
} satisfies Record<ProposalView['status'], string>

/** Who may, as it ends "Dafür brauchen Sie diese Rolle: …". */
export const roles = {
  admin: 'Administration',
  compliance: 'Compliance',
  'admin or compliance': 'Administration oder Compliance',
  'admin or workflow_owner': 'Administration oder zuständige Person eines Workflows',
  'workflow owner': 'zuständige Person des Workflows',
  'owner of the workflow': 'zuständige Person des Workflows',
  'owner of this workflow': 'zuständige Person dieses Workflows',
  'owner of this workflow or admin': 'zuständige Person dieses Workflows oder Administration',
  'owner of the other workflow': 'zuständige Person des anderen Workflows',
  'admin or owner of the workflow': 'Administration oder zuständige Person des Workflows',
  'admin, lead of the team or owner of a workflow':
    'Administration, Leitung des Teams oder zuständige Person eines Workflows',
  'admin, sponsor or owner of a workflow that names it':
    'Administration, Sponsor oder zuständige Person eines Workflows, der die Maschine nennt',
  'admin, owner of the runtime or of a workflow that names it':
    'Administration oder zuständige Person der Runtime oder eines Workflows, der sie nennt',
}
