import type { ProposalWords } from './words'

export const german: ProposalWords = {
  nobody: 'niemand',
  roles: { admin: 'Administration', compliance: 'Compliance' },
  statuses: { draft: 'Entwurf', active: 'aktiv', suspended: 'gesperrt', quarantined: 'in Quarantäne' },
  what: {
    role: (person, role) => `${person} die Rolle ${role} geben`,
    member: (person, team) => `${person} in das Team ${team} aufnehmen`,
    lead: (person, team) => `${person} die Leitung des Teams ${team} geben`,
    owner: (person, workflow) => `${person} für den Workflow ${workflow} zuständig machen`,
    workflowResumes: (workflow) => `den Workflow ${workflow} fortsetzen`,
    machineResumes: (machine) => `${machine} wieder arbeiten lassen`,
    runtimeResumes: (runtime) => `die Runtime ${runtime} wieder arbeiten lassen`,
    recover: (person) => `${person} ohne die alten Passkeys wieder zulassen`,
    ownership: (workflow, action, pattern, runtime) =>
      `den Workflow ${workflow} über ${action} auf ${pattern} in der Runtime ${runtime} urteilen lassen`,
    guard: (settings) => `den Ermüdungsschutz neu einstellen (${settings})`,
  },
  lines: {
    role: (person, role) => ({ label: `Rollen von ${person}`, before: `ohne ${role}`, after: role }),
    member: (person, team) => ({ label: `${person} im Team ${team}`, before: 'nicht dabei', after: 'Mitglied' }),
    lead: (team, { before, after }) => ({
      label: `Leitung des Teams ${team}`,
      before: before('lead_id'),
      after: after('lead_id'),
    }),
    owner: (person, workflow) => ({
      label: `${person} im Workflow ${workflow}`,
      before: 'nicht zuständig',
      after: 'zuständig',
    }),
    workflow: (workflow) => `Workflow ${workflow}`,
    runtime: (runtime) => `Runtime ${runtime}`,
    recover: (person) => [
      { label: `Passkeys von ${person}`, before: 'wie bisher', after: 'enden, sobald der Link verwendet wird' },
      {
        label: 'Anmeldung',
        before: 'Passkey oder Single Sign-on',
        after: 'ein einmaliger Link, danach einen Tag lang keine Genehmigungen',
      },
    ],
    claim: (action, pattern, runtime) => `${action} auf ${pattern} in ${runtime}`,
    guard: 'Ermüdungsschutz',
  },
}
