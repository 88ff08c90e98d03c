import { boundaryGerman } from './de/boundary'
import { callGerman } from './de/call'
import { decisionGerman } from './de/decision'
import { grantGerman } from './de/grant'
import { peopleGerman } from './de/people'
import { registryGerman } from './de/registry'
import { requestGerman } from './de/request'
import type { GermanRow } from './de/row'
import { triageGerman } from './de/triage'
import type { RefusalCode } from './row'

/** Every refusal in German. A code that is missing does not compile. */
export const german = {
  ...callGerman,
  ...requestGerman,
  ...decisionGerman,
  ...triageGerman,
  ...grantGerman,
  ...boundaryGerman,
  ...registryGerman,
  ...peopleGerman,
} satisfies Record<RefusalCode, GermanRow>

/** What is said of a bug of ours. */
export const internalGerman: GermanRow = {
  title: 'Etwas ist schiefgegangen',
  detail: 'Das ist ein Fehler des Dienstes.',
}
