import type { SaidIn } from '../language/said'
import type { Level } from '../presentation/presentation'

/** What a version does not know of an imagined request. */
export type Uncatalogued = 'agent' | 'action' | 'resource' | 'params'

/** What became of an imagined request: of a pinned example, and of one that is tried. */
export type WishWords = {
  noFact: (paths: readonly string[]) => string
  otherLevel: (expected: Level, got: Level) => string
  /** None: nobody. */
  otherTeams: (expected: readonly string[], got: readonly string[]) => string
  /** Why it was not even judged. */
  refused: Readonly<Record<Uncatalogued, string>>
  /** The same as an answer of its own. */
  notJudged: Readonly<Record<Uncatalogued, string>>
  forbidden: string
  notAllowed: string
  allowed: string
  allowedAndTold: string
  asked: (people: number, passkey: boolean) => string
}

const english: WishWords = {
  noFact: (paths) => `There is no fact ${paths.join(', ')}.`,
  otherLevel: (expected, got) => `Expected ${expected}, came out ${got}.`,
  otherTeams: (expected, got) =>
    `Expected ${named(expected, 'nobody', 'and')} to be asked, not ${named(got, 'nobody', 'and')}.`,
  refused: {
    agent: 'The agent or its runtime takes no part.',
    action: 'The action is not in the catalogue.',
    resource: 'The resource is not in the catalogue.',
    params: 'The params do not fit the action.',
  },
  notJudged: {
    agent: 'The agent, or the runtime that it runs in, takes no part in this workflow.',
    action: 'The action is not in the catalogue, so the answer is no.',
    resource: 'The resource is not in the catalogue, so the answer is no.',
    params: 'The params do not fit the schema of the action.',
  },
  forbidden: 'A rule forbids it.',
  notAllowed: 'No rule allows it, so the answer is no.',
  allowed: 'Policy allows it.',
  allowedAndTold: 'Policy allows it, and people are told.',
  asked: (people, passkey) =>
    `${people === 1 ? 'One person is asked' : `${people} people are asked`}${passkey ? ', with a passkey' : ''}.`,
}

const german: WishWords = {
  noFact: (paths) =>
    paths.length === 1
      ? `Die Tatsache ${paths[0]} gibt es nicht.`
      : `Diese Tatsachen gibt es nicht: ${paths.join(', ')}.`,
  otherLevel: (expected, got) => `Erwartet war ${expected}, herausgekommen ist ${got}.`,
  otherTeams: (expected, got) =>
    `Gefragt werden sollte ${named(expected, 'niemand', 'und')}, nicht ${named(got, 'niemand', 'und')}.`,
  refused: {
    agent: 'Der Agent oder seine Runtime ist nicht beteiligt.',
    action: 'Die Aktion steht nicht im Katalog.',
    resource: 'Die Ressource steht nicht im Katalog.',
    params: 'Die Parameter passen nicht zur Aktion.',
  },
  notJudged: {
    agent: 'Der Agent oder die Runtime, in der er läuft, ist an diesem Workflow nicht beteiligt.',
    action: 'Die Aktion steht nicht im Katalog; die Antwort ist deshalb nein.',
    resource: 'Die Ressource steht nicht im Katalog; die Antwort ist deshalb nein.',
    params: 'Die Parameter passen nicht zum Schema der Aktion.',
  },
  forbidden: 'Eine Regel verbietet es.',
  notAllowed: 'Keine Regel erlaubt es; die Antwort ist deshalb nein.',
  allowed: 'Die Richtlinie erlaubt es.',
  allowedAndTold: 'Die Richtlinie erlaubt es, und Personen werden benachrichtigt.',
  asked: (people, passkey) =>
    `${people === 1 ? 'Eine Person wird gefragt' : `${people} Personen werden gefragt`}${passkey ? ', mit Passkey' : ''}.`,
}

export const wishWords: Readonly<Record<SaidIn, WishWords>> = { en: english, de: german }

function named(slugs: readonly string[], nobody: string, and: string): string {
  return slugs.length === 0 ? nobody : slugs.join(` ${and} `)
}
