/** Roles as people read them. */
export const ROLE_TITLES = {
  approver: 'Approver',
  workflow_owner: 'Workflow owner',
  compliance: 'Compliance reviewer',
  admin: 'Administrator',
} as const
