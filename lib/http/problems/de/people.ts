import type { peopleProblems } from '../people'
import type { GermanRow } from './row'

export const peopleGerman = {
  'sign_in.refused': { title: 'Anmeldung abgewiesen', detail: 'Die Anmeldung ist nicht gelungen.' },
  'passkey.refused': {
    title: 'Der Passkey wurde abgewiesen',
    detail: 'Dieser Passkey kann dafür nicht verwendet werden.',
  },
  'passkey.required': {
    title: 'Es braucht einen Passkey',
    detail: 'Das wird mit einem Passkey unterschrieben, und Sie haben noch keinen. Fügen Sie unter Konto einen hinzu.',
  },
  'person.recovering': {
    title: 'Noch nicht',
    detail: 'Dieses Konto wurde ohne seine alten Passkeys wieder eingelassen. Bis {until} stimmt es nichts zu.',
  },
  'person.last_admin': {
    title: 'Die letzte Person in der Administration',
    detail: 'Ohne Administration könnte niemand jemanden einlassen.',
  },
  'team.has_lead': { title: 'Leitet das Team', detail: 'Zuerst muss jemand anderes das Team leiten.' },
  'person.orphans': {
    title: 'Jemand muss übernehmen',
    detail: 'Für einiges wäre niemand verantwortlich. Sehen Sie es sich an, und bestätigen Sie dann.',
  },
  'link.unusable': {
    title: 'Der Link kann nicht verwendet werden',
    detail: 'Der Link ist unbekannt, wurde schon verwendet oder ist abgelaufen.',
  },
  'delivery.not_ended': {
    title: 'Nichts erneut zu senden',
    detail: 'Diese Nachricht wird noch gesendet oder hat nichts mehr zu sagen.',
  },
  'channel.not_there': {
    title: 'Auf diesem Weg nicht zu erreichen',
    detail: 'Dieses Gerät oder diesen Chat gibt es nicht mehr.',
  },
} satisfies Record<keyof typeof peopleProblems, GermanRow>
