import type { decisionProblems } from '../decision'
import type { GermanRow } from './row'

export const decisionGerman = {
  'decision.not_eligible': {
    title: 'Nicht Ihre Entscheidung',
    detail: 'Sie können diese Anfrage nicht entscheiden.',
  },
  'decision.already_decided': { title: 'Schon entschieden', detail: 'Sie haben diese Anfrage bereits entschieden.' },
  'decision.stale': {
    title: 'Nicht mehr aktuell',
    detail: 'Was Ihnen gezeigt wurde, hat sich geändert. Laden Sie neu, und sehen Sie es sich noch einmal an.',
  },
  'decision.unread': {
    title: 'Noch nicht geöffnet',
    detail: 'Öffnen Sie jeden langen Wert, bevor Sie genehmigen.',
  },
  'decision.reason_required': { title: 'Es braucht eine Begründung', detail: 'Sagen Sie, warum.' },
  'decision.attestation_missing': {
    title: 'Nicht bestätigt',
    detail: 'Die Genehmigungsgrenze verlangt eine Bestätigung, die fehlt.',
  },
  'decision.answer_missing': {
    title: 'Nicht beantwortet',
    detail: 'Die Genehmigungsgrenze stellt eine Frage, die nicht beantwortet wurde.',
  },
  'decision.passkey_required': {
    title: 'Es braucht einen Passkey',
    detail: 'Diese Zustimmung muss mit einem Passkey signiert werden.',
  },
  'decision.passkey_refused': {
    title: 'Der Passkey wurde abgewiesen',
    detail: 'Die Signatur des Passkeys gilt nicht für diese Entscheidung.',
  },
  'decision.check_required': {
    title: 'Zuerst eine Frage',
    detail:
      'Beantworten Sie die Frage zu dieser Aktion, bevor Sie genehmigen, oder übergeben Sie die Anfrage einer anderen genehmigenden Person.',
  },
  'decision.rerouted': {
    title: 'Eine Weile genehmigen andere',
    detail: 'Bis {until} genehmigen andere an Ihrer Stelle. Ablehnen können Sie weiterhin.',
  },
  'batch.not_shown': {
    title: 'Noch nicht geöffnet',
    detail: 'Sie haben diese Anfrage nicht geöffnet, deshalb kann sie nicht im Stapel entschieden werden.',
  },
  'batch.mixed': {
    title: 'Nicht gleichartig',
    detail:
      'Ein Stapel enthält Anfragen einer Aktion, einer Version der Genehmigungsgrenze und einer Stufe. Es wurde nichts entschieden.',
  },
  'batch.not_allowed': {
    title: 'Nicht im Stapel',
    detail: 'Einige davon werden nur einzeln entschieden. Es wurde nichts entschieden.',
  },
  'batch.items_refused': {
    title: 'Nicht alle können entschieden werden',
    detail: 'Einige davon können so nicht entschieden werden. Es wurde nichts entschieden und nichts unterschrieben.',
  },
  'guard.no_question': {
    title: 'Keine Frage zu stellen',
    detail:
      'Es gibt noch nichts, wovon sich diese Anfrage unterscheiden ließe. Übergeben Sie sie einer anderen genehmigenden Person.',
  },
} satisfies Record<keyof typeof decisionProblems, GermanRow>
