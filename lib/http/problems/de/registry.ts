import type { registryProblems } from '../registry'
import type { GermanRow } from './row'
import { machineStates, proposalStates, workflowStates } from './states'

export const registryGerman = {
  'workflow.wrong_state': {
    title: 'Nicht in diesem Zustand',
    detail: 'Der Workflow ist {status}.',
    words: workflowStates,
  },
  'workflow.last_owner': {
    title: 'Die letzte zuständige Person',
    detail: 'Zuerst muss jemand anderes für den Workflow zuständig sein.',
  },
  'machine.wrong_state': {
    title: 'Nicht in diesem Zustand',
    detail: 'Der Zustand ist: {status}.',
    words: machineStates,
  },
  'assignment.not_yours': {
    title: 'Nicht von Ihnen anzunehmen',
    detail: 'Annehmen kann die Verantwortung nur, wer benannt ist.',
  },
  'assignment.ended': { title: 'Vorbei', detail: 'Diese Zuweisung ist beendet.' },
  'campaign.open': { title: 'Eine Kampagne ist offen', detail: 'Es gibt immer nur eine offene Kampagne.' },
  'guard.weakens': {
    title: 'Dafür braucht es zwei Personen',
    detail: 'Der Ermüdungsschutz wäre schwächer als jetzt. Schlagen Sie es vor; jemand anderes wendet es an.',
  },
  'proposal.not_open': {
    title: 'Nicht mehr offen',
    detail: 'Dieser Vorschlag ist {status}.',
    words: proposalStates,
  },
  'proposal.own': {
    title: 'Das muss jemand anderes tun',
    detail: 'Was Sie selbst vorgeschlagen haben, braucht eine zweite Person.',
  },
  'proposal.outdated': {
    title: 'Nicht mehr aktuell',
    detail: 'Was damit geändert würde, hat sich inzwischen geändert. Schlagen Sie es neu vor.',
  },
  'proposal.concerns_you': {
    title: 'Das muss jemand anderes tun',
    detail: 'Niemand entscheidet über etwas, das ihn selbst betrifft.',
  },
} satisfies Record<keyof typeof registryProblems, GermanRow>
