import type { callProblems } from '../call'
import type { GermanRow } from './row'
import { roles } from './states'

export const callGerman = {
  'request.invalid': {
    title: 'Die Eingabe ist nicht gültig',
    detail: 'Einige Angaben fehlen, sind unbekannt oder haben einen falschen Wert.',
  },
  'request.body_unreadable': { title: 'Der Inhalt ist kein lesbares JSON', detail: '{detail}' },
  'request.body_too_large': {
    title: 'Der Inhalt ist zu groß',
    detail: 'Erlaubt sind höchstens 65.536 Bytes.',
  },
  'request.unsupported_media_type': {
    title: 'Der Inhalt ist kein JSON',
    detail: 'Senden Sie den Inhalt als application/json.',
  },
  'auth.missing': { title: 'Nicht angemeldet', detail: 'Dafür müssen Sie angemeldet sein.' },
  'auth.invalid': {
    title: 'Die Anmeldung gilt nicht mehr',
    detail: 'Die Zugangsdaten sind unbekannt, fehlerhaft, widerrufen oder abgelaufen.',
  },
  'auth.wrong_kind': {
    title: 'Die falsche Art von Zugangsdaten',
    detail: 'Dieser Aufruf steht dieser Art von Identität nicht offen.',
  },
  'auth.suspended': { title: 'Gesperrt', detail: 'Diese Identität ist gesperrt.' },
  'auth.origin': {
    title: 'Von einer anderen Website gesendet',
    detail: 'Dieser Aufruf muss aus der Konsole selbst kommen.',
  },
  'auth.step_up_required': {
    title: 'Bestätigen Sie, dass Sie es sind',
    detail: 'Melden Sie sich neu an, oder bestätigen Sie mit einem Ihrer Passkeys.',
  },
  'auth.forbidden': { title: 'Nicht erlaubt', detail: 'Dafür brauchen Sie diese Rolle: {role}.', words: roles },
  not_found: { title: 'Nicht gefunden', detail: 'Hier ist nichts, oder Sie dürfen es nicht sehen.' },
  method_not_allowed: {
    title: 'Methode nicht erlaubt',
    detail: 'Diese Adresse gibt es, aber nicht für diese Methode.',
  },
  'rate.limited': {
    title: 'Zu viele Aufrufe',
    detail: 'Warten Sie kurz; Retry-After sagt, nach wie vielen Sekunden es weitergeht.',
  },
  'idempotency.mismatch': {
    title: 'Dieser Schlüssel gehört zu einem anderen Aufruf',
    detail: 'Dieser Idempotency-Key wurde mit einem anderen Aufruf verwendet.',
  },
  'idempotency.in_progress': {
    title: 'Läuft noch',
    detail: 'Der erste Aufruf mit diesem Idempotency-Key ist noch nicht zu Ende.',
  },
  'idempotency.key_invalid': {
    title: 'Der Idempotency-Key ist nicht gültig',
    detail: 'Ein Idempotency-Key besteht aus 1 bis 255 druckbaren ASCII-Zeichen, mit oder ohne Anführungszeichen.',
  },
  'name.taken': { title: 'Der Name ist vergeben', detail: 'Diesen Namen gibt es schon.' },
  'config.changed': {
    title: 'Versuchen Sie es erneut',
    detail: 'Die Konfiguration hat sich währenddessen geändert. Es ist nichts geschehen.',
  },
  unavailable: {
    title: 'Nicht verfügbar',
    detail: 'Der Dienst kann gerade nicht antworten. Es ist nichts geschehen.',
  },
} satisfies Record<keyof typeof callProblems, GermanRow>
