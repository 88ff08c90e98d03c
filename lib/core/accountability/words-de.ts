import type { AccountabilityWords } from './words'

const roles: AccountabilityWords['roles'] = {
  accountable_owner: 'Verantwortliche Person',
  approval_logic: 'Genehmigungslogik',
  logging: 'Protokollierung',
  incident_response: 'Vorfallreaktion',
  execution: 'Ausführung',
}
/** With its article: it only ever stands after "für". */
const missing: AccountabilityWords['missing'] = {
  contract: 'den Vertrag',
  contact: 'den Kontakt',
  approval_logic: 'die Genehmigungslogik',
  logging: 'die Protokollierung',
  incident_response: 'die Vorfallreaktion',
}

export const german: AccountabilityWords = {
  roles,
  rolesWithin: { ...roles, accountable_owner: 'verantwortliche Person' },
  gaps: {
    unassigned: 'niemand ist benannt',
    not_acknowledged: 'wer benannt ist, hat noch nicht angenommen',
    lapsed: 'die Überprüfung ist überfällig',
    person_left: 'die benannte Person ist ausgeschieden',
    team_without_lead: 'das benannte Team hat keine aktive Leitung',
    vendor_without_contract: 'dem benannten Anbieter fehlt Vertrag oder Kontakt',
  },
  missing,
  vendorGap: (what, runtime) =>
    `Niemand ist verantwortlich für ${missing[what]} der Runtime ${runtime}, die ein Anbieter betreibt.`,
  roleOf: (role, workflow) => `${roles[role]}, ${workflow}`,
  capacity: {
    byName: 'namentlich',
    leads: (team) => `als Leitung von ${team}`,
    aTeam: 'einem Team',
    vouches: (vendor) => `bürgt für ${vendor}`,
    youVouch: (vendor) => `Sie bürgen für ${vendor}`,
    leadsTeam: 'leitet das Team',
    sponsorsAgent: 'ist Sponsor des Agenten',
    sponsorsExecutor: 'ist Sponsor des Executors',
    sponsorsPipeline: 'ist Sponsor der Pipeline',
    answersForRuntime: 'ist für die Runtime zuständig',
    ownsWorkflow: 'ist für den Workflow zuständig',
    ownsAlone: 'ist allein für den Workflow zuständig',
  },
  headline: (workflows) =>
    workflows === 1
      ? '1 Workflow hat eine Lücke: Seine neuen Anfragen werden abgelehnt.'
      : `${workflows} Workflows haben eine Lücke: Ihre neuen Anfragen werden abgelehnt.`,
  headlineGap: (workflow, role, why) => `${workflow}, ${roles[role]}: ${why}.`,
  more: (count) => (count === 1 ? 'Und eine weitere.' : `Und ${count} weitere.`),
  setUp: 'Einrichtung',
  ended: { replaced: 'ersetzt', 'handed over': 'übergeben' },
}
