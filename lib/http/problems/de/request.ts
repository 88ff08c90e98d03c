import type { requestProblems } from '../request'
import type { GermanRow } from './row'
import { requestStates } from './states'

export const requestGerman = {
  'volume.pending_cap': {
    title: 'Zu viel wartet auf Menschen',
    detail: '{most} Anfragen {whose} warten auf Menschen; fragen Sie wieder, sobald einige entschieden sind.',
    words: {
      'this agent': 'dieses Agenten',
      'this agent, with the same approvers': 'dieses Agenten an dieselben genehmigenden Personen',
      'the agents of one sponsor': 'der Agenten eines Sponsors',
    },
  },
  'volume.held': {
    title: 'Gerade zu oft abgelehnt',
    detail:
      'Innerhalb von zehn Minuten wurden {denials} Anfragen dieses Agenten abgelehnt. Eine Weile fragt er niemanden mehr.',
  },
  'workflow.unknown': { title: 'Unbekannter Workflow', detail: 'Es gibt keinen aktiven Workflow mit diesem Namen.' },
  'action.unknown': { title: 'Unbekannte Aktion', detail: 'Der Workflow hat keinen solchen Aktionstyp.' },
  'resource.unknown': { title: 'Unbekannte Ressource', detail: '{detail}' },
  'executor.unknown': { title: 'Unbekannter Executor', detail: 'Es gibt keinen aktiven Executor mit diesem Namen.' },
  'principal.unknown': { title: 'Unbekannte Person', detail: 'Es gibt keine aktive Person mit dieser ID.' },
  'params.invalid': {
    title: 'Die Parameter passen nicht zur Aktion',
    detail: 'Die Parameter entsprechen nicht dem Schema des Aktionstyps.',
  },
  'supersedes.unknown': {
    title: 'Unbekannte Anfrage',
    detail: 'Es gibt keine frühere Anfrage dieses Agenten mit dieser ID.',
  },
  'supersedes.replaced': {
    title: 'Schon ersetzt',
    detail: 'Diese Anfrage wurde bereits durch {by} ersetzt. Nennen Sie jene.',
  },
  'request.superseded': {
    title: 'Es gibt eine neuere Revision',
    detail: 'Der Agent hat diese Anfrage durch eine neuere ersetzt. Sehen Sie nach, was sich geändert hat.',
  },
  'request.not_pending': {
    title: 'Nicht mehr offen',
    detail: 'Die Anfrage ist bereits {status}.',
    words: requestStates,
  },
  'request.not_approved': {
    title: 'Nicht genehmigt',
    detail: 'Die Anfrage ist {status} und hat deshalb keine Freigabe.',
    words: requestStates,
  },
  'request.expired': { title: 'Abgelaufen', detail: 'Die Anfrage ist abgelaufen.' },
} satisfies Record<keyof typeof requestProblems, GermanRow>
