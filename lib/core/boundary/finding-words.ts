import type { SaidIn } from '../language/said'
import { listed } from './sentence-parts'

/** What is no error in a text but can hardly be meant, one sentence each; members are named by their codes. */
export type FindingWords = {
  team_unknown: (team: string) => string
  team_empty: (team: string) => string
  quorum_too_large: (quorum: number, teams: readonly string[], people: number) => string
  runtime_unknown: (runtime: string) => string
  agent_unknown: (agent: string) => string
  /** It is named by its id. */
  agent_by_id: (id: string) => string
  action_without_rule: (action: string) => string
  unreachable: string
  contradictory: string
  shadowed: string
}

const english: FindingWords = {
  team_unknown: (team) => `There is no team ${team}.`,
  team_empty: (team) => `Nobody in ${team} can consent.`,
  quorum_too_large: (quorum, teams, people) => `It takes ${quorum} people, and ${teams.join(' and ')} have ${people}.`,
  runtime_unknown: (runtime) => `The runtime ${runtime} takes no part in this workflow.`,
  agent_unknown: (agent) => `The agent ${agent} takes no part in this workflow.`,
  agent_by_id: (id) => `It names an agent by its id, ${id}; the catalogue names agents by slug.`,
  action_without_rule: (action) => `No rule permits ${action}, so it is always denied.`,
  unreachable:
    'No request can match this rule: its conditions exclude each other, or nothing of the kind is in the catalogue.',
  contradictory: 'Whatever this rule permits is forbidden by another one.',
  shadowed: 'This rule never decides: a stricter one matches whenever it does.',
}

const german: FindingWords = {
  team_unknown: (team) => `Das Team ${team} gibt es nicht.`,
  team_empty: (team) => `Niemand in ${team} kann zustimmen.`,
  quorum_too_large: (quorum, teams, people) =>
    `Es braucht ${quorum} Personen, aber in ${listed(teams, 'und')} gibt es zusammen nur ${people}.`,
  runtime_unknown: (runtime) => `Die Runtime ${runtime} ist an diesem Workflow nicht beteiligt.`,
  agent_unknown: (agent) => `Der Agent ${agent} ist an diesem Workflow nicht beteiligt.`,
  agent_by_id: (id) =>
    `Die Regel nennt einen Agenten mit seiner ID ${id}; der Katalog nennt Agenten mit ihrem Kurznamen.`,
  action_without_rule: (action) => `Keine Regel erlaubt ${action}; die Aktion wird deshalb immer abgelehnt.`,
  unreachable:
    'Auf keine Anfrage kann diese Regel zutreffen: Ihre Bedingungen schließen einander aus, oder nichts dergleichen steht im Katalog.',
  contradictory: 'Alles, was diese Regel erlaubt, verbietet eine andere.',
  shadowed: 'Diese Regel entscheidet nie: Wo sie zutrifft, trifft immer auch eine strengere zu.',
}

export const findingWords: Readonly<Record<SaidIn, FindingWords>> = { en: english, de: german }
