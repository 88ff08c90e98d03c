import type { AccountabilityRole } from '../directory'
import type { ConsentLost } from '../grant/redeemable'
import type { Stop } from '../machine/stop'
import type { IneligibleWhy, NoReviewWhy } from '../refusal'

/** German for the codes that entries hold. A code that is in no table is shown as its words. */
type Table<Code extends string = string> = { readonly [code in Code]: string } & {
  readonly [code: string]: string | undefined
}

/** Why a grant was refused, after a colon. */
export const lostGerman: Table<ConsentLost> = {
  wrong_executor: 'sie gilt für einen anderen Executor',
  action_mismatch: 'die Aktion war nicht die, der zugestimmt wurde',
  not_issued: 'sie war verwendet oder beendet',
  not_yet_valid: 'sie gilt noch nicht',
  expired: 'sie ist abgelaufen',
  workflow_inactive: 'der Workflow ist nicht aktiv',
  machine_not_allowed: 'Agent oder Executor nehmen am Workflow nicht mehr teil',
  owned_elsewhere: 'darüber urteilt jetzt ein anderer Workflow',
  boundary_forbids: 'die geltende Genehmigungsgrenze verbietet es',
  boundary_demands_more: 'die geltende Genehmigungsgrenze verlangt mehr Zustimmung',
  agent_suspended: 'der Agent ist gesperrt',
  executor_suspended: 'der Executor ist gesperrt',
  runtime_suspended: 'die Runtime ist gesperrt',
  approver_lost: 'wer genehmigt hat, darf es nicht mehr',
  accountability_gap: 'niemand ist verantwortlich',
  signature_unproven: 'sie wurde nicht hier ausgestellt',
}

/** Why somebody was not let decide, after a colon. */
export const ineligibleGerman: Table<IneligibleWhy> = {
  not_in_team: 'in keinem der gefragten Teams',
  sponsor: 'Sponsor dieses Agenten oder seines Executors',
  principal: 'der Agent handelt im Auftrag dieser Person',
  disabled: 'das Konto ist deaktiviert',
  already_decided: 'hat schon entschieden',
  no_passkey: 'hat keinen Passkey',
  not_pending: 'wartete nicht mehr auf eine Entscheidung',
  expired: 'die Zeit zu entscheiden war vorbei',
  joined_later: 'kam ins Team, nachdem gefragt wurde',
  loosened: 'hat der Änderung zugestimmt, durch die das weniger braucht',
  not_approver: 'hat es nicht genehmigt',
  recovering: 'das Konto wurde vor weniger als einem Tag wiederhergestellt',
  handed_over: 'hatte es übergeben',
}

/** Why somebody was not let approve a version, after a colon. */
export const notReviewingGerman: Table<NoReviewWhy> = {
  author: 'hat diese Änderung geschrieben',
  disabled: 'das Konto ist deaktiviert',
  recovering: 'das Konto wurde vor weniger als einem Tag wiederhergestellt',
  no_passkey: 'hat keinen Passkey',
  not_reviewer: 'prüft keine Änderungen',
  sponsor: 'ist Sponsor einer Maschine, die diese Version nennt',
}

/** Why a version did not come into force at its time. */
export const blockersGerman: Table = {
  invalid_text: 'der Text ist nicht gültig',
  invalid_catalogue: 'der Katalog ist nicht gültig',
  no_rules: 'es gibt keine Regel',
  team_empty: 'ein Team ist leer',
  machine_inactive: 'eine Maschine ist nicht aktiv',
  runtime_overlap: 'zwei Workflows beanspruchen dasselbe',
  test_fails: 'ein Testfall schlägt fehl',
  denied_would_pass: 'Abgelehntes ginge jetzt durch',
  accountability_gap: 'die Verantwortung ist nicht besetzt',
  vendor_incomplete: 'dem Anbieter fehlen Angaben',
}

/** Why a sign-in was refused. */
export const signInGerman: Table = {
  disabled: 'das Konto ist deaktiviert',
  not_the_demo: 'das ist nicht die Demo',
  unknown_person: 'die Person ist nicht bekannt',
  email_not_verified: 'die E-Mail-Adresse ist nicht bestätigt',
  malformed: 'die Antwort war nicht lesbar',
  challenge_unknown: 'die Anforderung ist nicht bekannt',
  challenge: 'die Anforderung ist eine andere',
  ceremony: 'der Vorgang ist ein anderer',
  origin: 'von einer anderen Website',
  cross_origin: 'innerhalb einer anderen Website',
  rp_id: 'für eine andere Website',
  user_verification: 'die Person wurde nicht geprüft',
  signature: 'die Signatur stimmt nicht',
  passkey_unknown: 'der Passkey ist nicht bekannt',
  passkey_known: 'der Passkey ist schon bekannt',
  counter: 'der Passkey wurde vielleicht kopiert',
}

export const methodsGerman: Table = {
  passkey: ' mit einem Passkey',
  oidc: ' mit Single Sign-on',
  demo: ' ohne Nachweis in der Demo',
}

export const stopsGerman: Table<Stop> = {
  suspended: 'gesperrt',
  quarantined: 'in Quarantäne genommen',
  retired: 'stillgelegt',
}

export const channelsGerman: Table = { email: 'E-Mail', push: 'Mitteilung', chat: 'Chat' }

export const rotaGerman: Table = {
  order: 'die Schichten der Bereitschaft',
  override: 'eine abweichende Bereitschaft',
  holiday: 'die Feiertage',
}

/** The roles of people. */
export const rolesGerman: Table = { admin: 'Administration', compliance: 'Compliance' }

/** The roles of accountability, in brackets. */
export const answersForGerman: Table<AccountabilityRole> = {
  accountable_owner: 'verantwortliche Person',
  approval_logic: 'Genehmigungslogik',
  logging: 'Protokollierung',
  incident_response: 'Vorfallreaktion',
  execution: 'Ausführung',
}

/** What was registered, with its article. */
export const machinesGerman: Table = {
  agent: 'den Agenten',
  executor: 'den Executor',
  auditor: 'den Auditor',
  pipeline: 'die Pipeline',
}

export const credentialsGerman: Table = { api_key: 'API-Schlüssel', private_key_jwt: 'privater Schlüssel' }

/** Members that changed. */
export const membersGerman: Table = {
  name: 'Name',
  title: 'Bezeichnung',
  description: 'Beschreibung',
  sponsor: 'Sponsor',
  owner: 'zuständige Person',
  owners: 'Zuständige',
  lead: 'Leitung',
  vendor: 'Anbieter',
  levels: 'Stufen',
  audience: 'Empfänger',
  address: 'Adresse',
  email: 'E-Mail',
  push: 'Mitteilungen',
  digest_minutes: 'Abstand der Sammelnachricht',
  quiet: 'Ruhezeiten',
  time_zone: 'Zeitzone',
  language: 'Sprache',
}
