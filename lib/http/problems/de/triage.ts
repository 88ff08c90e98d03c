import type { triageProblems } from '../triage'
import type { GermanRow } from './row'

export const triageGerman = {
  'triage.claimed': { title: 'Jemand sieht sie sich an', detail: '{by} sieht sie sich gerade an.' },
  'triage.no_snooze': {
    title: 'Wird nicht zurückgestellt',
    detail: 'T3 und was fast abgelaufen ist, bleibt im Blick.',
  },
  'triage.too_long': {
    title: 'Zu lange',
    detail: 'Zurückstellen geht, bis vier Fünftel der Zeit vergangen sind.',
  },
  'triage.not_a_target': {
    title: 'Niemand, der entscheiden darf',
    detail: 'Übergeben geht nur an jemanden, der ohnehin entscheiden darf und es noch nicht getan hat.',
  },
  'triage.too_few': {
    title: 'Es blieben zu wenige',
    detail: 'Ohne Sie gibt es nicht genug Personen, die entscheiden dürfen.',
  },
  'question.too_many': {
    title: 'Genug Fragen',
    detail: 'Eine Anfrage hat höchstens zehn Fragen. Lehnen Sie ab, was nicht klar ist.',
  },
  'question.answered': { title: 'Schon beantwortet', detail: 'Diese Frage hat ihre Antwort.' },
  'question.not_yours': {
    title: 'Nicht an Sie gerichtet',
    detail: 'Diese Frage wurde jemand anderem gestellt.',
  },
  'time.taken': {
    title: 'Die Zeit ist vergeben',
    detail: 'Ein Teil dieser Zeit ist schon vergeben: {by}, von {from} bis {until}.',
    words: { 'Your own out of office': 'Ihre eigene Abwesenheit' },
  },
  'splits.full': {
    title: 'Mehr als zwölf geht nicht',
    detail: 'Löschen Sie eine gespeicherte Ansicht, bevor Sie eine weitere speichern.',
  },
} satisfies Record<keyof typeof triageProblems, GermanRow>
