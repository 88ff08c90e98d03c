import type { SaidIn } from '../language/said'

const english = {
  action: 'Action',
  resource: 'Target',
  environment: 'Environment',
  sensitivity: 'Sensitivity',
  agent: 'Agent',
  sponsor: 'Sponsor',
  principals: 'On behalf of',
  executor: 'Executor',
  secret: 'Secret',
  unlocks: 'Grant lives',
  hidden: 'Hidden characters',
  signals: 'Signals',
}
const german: typeof english = {
  action: 'Aktion',
  resource: 'Ziel',
  environment: 'Umgebung',
  sensitivity: 'Sensibilität',
  agent: 'Agent',
  sponsor: 'Sponsor',
  principals: 'Im Auftrag von',
  executor: 'Executor',
  secret: 'Geheimnis',
  unlocks: 'Freigabe gilt',
  hidden: 'Versteckte Zeichen',
  signals: 'Auffälliges',
}

/** What the fields of a request are called that are no params, where requests are compared. What is signed has its own labels. */
export const fieldLabels: { readonly [language in SaidIn]: typeof english } = { en: english, de: german }
