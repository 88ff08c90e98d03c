import type { boundaryProblems } from '../boundary'
import type { GermanRow } from './row'
import { versionStates } from './states'

export const boundaryGerman = {
  'draft.changed': {
    title: 'Jemand anderes hat gespeichert',
    detail:
      '{by} hat diesen Entwurf gespeichert, während Sie schrieben. Von Ihrem Text ging nichts verloren; sehen Sie sich beides an.',
  },
  'draft.open': {
    title: 'Eine Änderung ist schon offen',
    detail: 'Ein Workflow hat immer nur eine offene Änderung. Setzen Sie diese fort, oder verwerfen Sie sie.',
  },
  'change.wrong_state': {
    title: 'Nicht in diesem Zustand',
    detail: 'Diese Version ist {status}.',
    words: versionStates,
  },
  'change.blocked': {
    title: 'Zuerst ist etwas zu klären',
    detail: 'Es wurde nichts geändert. Jeder offene Punkt ist genannt.',
  },
  'change.stale': {
    title: 'Nicht mehr aktuell',
    detail: 'Was Ihnen gezeigt wurde, hat sich geändert. Laden Sie neu, und sehen Sie es sich noch einmal an.',
  },
  'review.not_eligible': {
    title: 'Nicht Ihre Prüfung',
    detail: 'Sie können dieser Änderung nicht zustimmen.',
  },
  'review.already': { title: 'Schon geprüft', detail: 'Sie haben bereits gesagt, was Sie davon halten.' },
  'review.unaccepted': {
    title: 'Sehen Sie sich an, was Menschen abgelehnt haben',
    detail:
      'Anfragen, die Menschen abgelehnt haben, gingen nun ohne einen Menschen durch. Akzeptieren Sie das, oder verlangen Sie Änderungen.',
  },
} satisfies Record<keyof typeof boundaryProblems, GermanRow>
