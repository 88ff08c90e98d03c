import type { grantProblems } from '../grant'
import type { GermanRow } from './row'
import { grantStates } from './states'

export const grantGerman = {
  'grant.unusable': {
    title: 'Die Freigabe kann nicht verwendet werden',
    detail: 'Die Freigabe erlaubt diese Ausführung nicht.',
  },
  'grant.already_redeemed': { title: 'Schon eingelöst', detail: 'Die Freigabe wurde bereits verwendet.' },
  'grant.gone': {
    title: 'Die Freigabe ist beendet',
    detail: 'Die Freigabe ist abgelaufen oder wurde widerrufen.',
  },
  'grant.not_issued': {
    title: 'Keine gültige Freigabe',
    detail: 'Die Freigabe ist {status}, deshalb wird ihr Token nicht noch einmal ausgegeben.',
    words: grantStates,
  },
  'grant.released': {
    title: 'Schon erteilt',
    detail: 'Die Freigabe ist erteilt. Sie kann noch widerrufen werden.',
  },
  'execution.already_completed': {
    title: 'Schon abgeschlossen',
    detail: 'Das Ergebnis dieser Ausführung wurde bereits gemeldet.',
  },
  'execution.lease_over': {
    title: 'Die Zeit der Ausführung ist vorbei',
    detail: 'Die Ausführung wurde nicht rechtzeitig gemeldet; ihr Ergebnis ist unbekannt.',
  },
  'log.out_of_range': { title: 'Außerhalb des Protokolls', detail: '{detail}' },
} satisfies Record<keyof typeof grantProblems, GermanRow>
