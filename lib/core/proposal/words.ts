/** Reads a member of a change by its name, ids already as names. */
export type Read = (name: string) => string
type Line = { label: string; before: string; after: string }
type Lines = { subject: Read; before: Read; after: Read }

/** What is proposed. A status that has no word stands as it is. */
export type ProposalWords = {
  nobody: string
  /** Roles as they are given. */
  roles: Readonly<Record<'admin' | 'compliance', string>>
  statuses: Readonly<Record<string, string>>
  /** To stand after "to" in English, after a colon in German; by itself it begins with a capital. */
  what: {
    role: (person: string, role: string) => string
    member: (person: string, team: string) => string
    lead: (person: string, team: string) => string
    owner: (person: string, workflow: string) => string
    workflowResumes: (workflow: string) => string
    machineResumes: (machine: string) => string
    runtimeResumes: (runtime: string) => string
    recover: (person: string) => string
    ownership: (workflow: string, action: string, pattern: string, runtime: string) => string
    guard: (settings: string) => string
  }
  /** What exactly changes. */
  lines: {
    role: (person: string, role: string) => Line
    member: (person: string, team: string) => Line
    lead: (team: string, read: Lines) => Line
    owner: (person: string, workflow: string) => Line
    workflow: (workflow: string) => string
    runtime: (runtime: string) => string
    recover: (person: string) => Line[]
    claim: (action: string, pattern: string, runtime: string) => string
    guard: string
  }
}

export const english: ProposalWords = {
  nobody: 'nobody',
  roles: { admin: 'administrator', compliance: 'compliance reviewer' },
  statuses: {},
  what: {
    role: (person, role) => `give ${person} the role ${role}`,
    member: (person, team) => `add ${person} to the team ${team}`,
    lead: (person, team) => `make ${person} the lead of the team ${team}`,
    owner: (person, workflow) => `make ${person} an owner of the workflow ${workflow}`,
    workflowResumes: (workflow) => `let the workflow ${workflow} go on`,
    machineResumes: (machine) => `let ${machine} work again`,
    runtimeResumes: (runtime) => `let the runtime ${runtime} work again`,
    recover: (person) => `let ${person} in again without their old passkeys`,
    ownership: (workflow, action, pattern, runtime) =>
      `let the workflow ${workflow} judge ${action} on ${pattern} in the runtime ${runtime}`,
    guard: (settings) => `set the fatigue guard to ${settings}`,
  },
  lines: {
    role: (person, role) => ({ label: `Roles of ${person}`, before: `not ${role}`, after: role }),
    member: (person, team) => ({ label: `${person} in the team ${team}`, before: 'not a member', after: 'member' }),
    lead: (team, { before, after }) => ({
      label: `Lead of the team ${team}`,
      before: before('lead_id'),
      after: after('lead_id'),
    }),
    owner: (person, workflow) => ({
      label: `${person} in the workflow ${workflow}`,
      before: 'not an owner',
      after: 'owner',
    }),
    workflow: (workflow) => `Workflow ${workflow}`,
    runtime: (runtime) => `Runtime ${runtime}`,
    recover: (person) => [
      { label: `Passkeys of ${person}`, before: 'as they are', after: 'ended when the link is used' },
      { label: 'Way in', before: 'passkey or single sign-on', after: 'a one-time link, then no approvals for a day' },
    ],
    claim: (action, pattern, runtime) => `${action} on ${pattern} in ${runtime}`,
    guard: 'Fatigue guard',
  },
}
