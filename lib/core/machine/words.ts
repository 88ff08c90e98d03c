import type { MachineStatus } from '../directory'
import type { SaidIn } from '../language/said'

/** What is to be known of a machine, by the code of the remark. */
export type HealthWords = {
  unnamed: string
  fine: string
  retired: string
  quarantined: string
  suspended: string
  runtimeStopped: (runtime: string, status: Exclude<MachineStatus, 'active' | 'retired'>) => string
  noSponsor: string
  /** `gaps` as `AccountabilityWords.missing` says them. */
  vendorGap: (gaps: readonly string[]) => string
  noCredential: string
  credentialEnds: (days: number) => string
  neverSeen: string
  silent: (days: number) => string
}

const english: HealthWords = {
  unnamed: 'Not named by any workflow',
  fine: 'Working',
  retired: 'Retired: it never acts again',
  quarantined: 'Quarantined: two people let it go on',
  suspended: 'Suspended',
  runtimeStopped: (runtime, status) => `Its runtime ${runtime} is ${status}`,
  noSponsor: 'Nobody answers for it: its sponsor has left',
  vendorGap: (gaps) => `Its requests are denied: nobody answers for ${gaps.join(', ')}`,
  noCredential: 'No credential in force',
  credentialEnds: (days) =>
    `Its credential expires ${days < 1 ? 'today' : days === 1 ? 'in one day' : `in ${days} days`}`,
  neverSeen: 'Never seen',
  silent: (days) => `Silent for ${days === 1 ? 'one day' : `${days} days`}`,
}

const german: HealthWords = {
  unnamed: 'In keinem Workflow genannt',
  fine: 'Arbeitet',
  retired: 'Stillgelegt: handelt nie wieder',
  quarantined: 'In Quarantäne: Zwei Personen lassen weiterarbeiten',
  suspended: 'Gesperrt',
  runtimeStopped: (runtime, status) =>
    status === 'suspended' ? `Die Runtime ${runtime} ist gesperrt` : `Die Runtime ${runtime} ist in Quarantäne`,
  noSponsor: 'Niemand ist verantwortlich: Der Sponsor ist ausgeschieden',
  vendorGap: (gaps) => `Anfragen werden abgelehnt: Niemand ist verantwortlich für ${gaps.join(', ')}`,
  noCredential: 'Keine gültigen Zugangsdaten',
  credentialEnds: (days) =>
    `Die Zugangsdaten laufen ${days < 1 ? 'heute' : days === 1 ? 'in einem Tag' : `in ${days} Tagen`} ab`,
  neverSeen: 'Nie gesehen',
  silent: (days) => `Seit ${days === 1 ? 'einem Tag' : `${days} Tagen`} still`,
}

export function healthWords(language: SaidIn): HealthWords {
  return language === 'de' ? german : english
}
