import type { SaidIn } from '../language/said'
import { sayDuration } from './duration'
import type { Rule } from './rule'

/** What a changed rule says beside its sentence. `before` members stand in a row after "was". */
export type ChangeWords = {
  /** Around the new reason, which stands between the two. */
  reasonShown: readonly [before: string, after: string]
  /** Before the sentence of a rule that goes. */
  noLonger: string
  was: (parts: readonly string[]) => string
  wasReason: (reason: string) => string
  withoutCondition: string
  everywhere: string
  everyAction: string
  otherRequests: string
  /** Each as a sentence of what holds now, and what held before. Seconds; null: other rules say. */
  grant: Twice<number | null>
  decide: Twice<number | null>
  grace: Twice<number>
  denials: Twice<number>
  batch: Twice<Rule['batch']>
  /** Texts that approvers confirm; none: nothing. */
  confirm: Twice<readonly string[]>
  ask: Twice<string | null>
}
type Twice<T> = { now: (value: T) => string; before: (value: T) => string }

const english: ChangeWords = {
  reasonShown: ['The reason shown reads “', '”.'],
  noLonger: 'No longer: ',
  was: (parts) => `was ${parts.join(', ')}`,
  wasReason: (reason) => `was “${reason}”`,
  withoutCondition: 'without a condition',
  everywhere: 'everywhere',
  everyAction: 'every action',
  otherRequests: 'about other requests',
  grant: {
    now: (seconds) => `The grant lives ${lasting(seconds)}.`,
    before: (seconds) => `a grant of ${lasting(seconds)}`,
  },
  decide: {
    now: (seconds) => `People have ${lasting(seconds)} to decide.`,
    before: (seconds) => `${lasting(seconds)} to decide`,
  },
  grace: {
    now: (seconds) => `An approval can be taken back for ${sayDuration(seconds)}.`,
    before: (seconds) => `${sayDuration(seconds)} to take it back`,
  },
  denials: {
    now: (count) => (count === 1 ? 'One denial ends it.' : `${count} denials end it.`),
    before: (count) => (count === 1 ? 'one denial ended it' : `${count} denials ended it`),
  },
  batch: {
    now: (batch) => (batch === 'none' ? 'Never in a batch.' : `In batches up to ${batch}.`),
    before: (batch) => (batch === 'none' ? 'Never in a batch' : `In batches up to ${batch}`),
  },
  confirm: {
    now: (texts) =>
      texts.length === 0 ? 'Nothing has to be confirmed.' : `Approvers confirm ${quoted(texts, 'and')}.`,
    before: (texts) => (texts.length === 0 ? 'nothing to confirm' : `to confirm ${quoted(texts, 'and')}`),
  },
  ask: {
    now: (text) => (text === null ? 'Nothing is asked.' : `Approvers answer “${text}”.`),
    before: (text) => (text === null ? 'nothing was asked' : `asked “${text}”`),
  },
}

const german: ChangeWords = {
  reasonShown: ['Als Grund wird gezeigt: „', '“.'],
  noLonger: 'Nicht mehr: ',
  was: (parts) => `vorher: ${parts.join(', ')}`,
  wasReason: (reason) => `vorher: „${reason}“`,
  withoutCondition: 'ohne Bedingung',
  everywhere: 'überall',
  everyAction: 'jede Aktion',
  otherRequests: 'für andere Anfragen',
  grant: {
    now: (seconds) =>
      seconds === null
        ? 'Wie lange die Freigabe gilt, sagen andere Regeln.'
        : `Die Freigabe gilt ${sayDuration(seconds, 'de')}.`,
    before: (seconds) =>
      seconds === null ? 'eine Freigabe nach anderen Regeln' : `eine Freigabe für ${sayDuration(seconds, 'de')}`,
  },
  decide: {
    now: (seconds) =>
      seconds === null
        ? 'Wie viel Zeit es für die Entscheidung gibt, sagen andere Regeln.'
        : `Für die Entscheidung gibt es ${sayDuration(seconds, 'de')}.`,
    before: (seconds) =>
      seconds === null
        ? 'Zeit für die Entscheidung nach anderen Regeln'
        : `${sayDuration(seconds, 'de')} für die Entscheidung`,
  },
  grace: {
    now: (seconds) =>
      seconds === 0
        ? 'Eine Genehmigung kann nicht zurückgenommen werden.'
        : `Eine Genehmigung kann ${sayDuration(seconds, 'de')} lang zurückgenommen werden.`,
    before: (seconds) => (seconds === 0 ? 'keine Bedenkzeit' : `${sayDuration(seconds, 'de')} Bedenkzeit`),
  },
  denials: {
    now: (count) => (count === 1 ? 'Eine Ablehnung beendet sie.' : `${count} Ablehnungen beenden sie.`),
    before: (count) => (count === 1 ? 'eine Ablehnung beendete sie' : `${count} Ablehnungen beendeten sie`),
  },
  batch: {
    now: (batch) => (batch === 'none' ? 'Nie im Stapel.' : `Im Stapel bis ${batch}.`),
    before: (batch) => (batch === 'none' ? 'nie im Stapel' : `im Stapel bis ${batch}`),
  },
  confirm: {
    now: (texts) =>
      texts.length === 0 ? 'Nichts wird bestätigt.' : `Wer genehmigt, bestätigt ${quoted(texts, 'und')}.`,
    before: (texts) => (texts.length === 0 ? 'nichts wurde bestätigt' : `bestätigt wurde ${quoted(texts, 'und')}`),
  },
  ask: {
    now: (text) => (text === null ? 'Nichts wird gefragt.' : `Wer genehmigt, beantwortet „${text}“.`),
    before: (text) => (text === null ? 'nichts wurde gefragt' : `gefragt wurde „${text}“`),
  },
}

export const changeWords: Readonly<Record<SaidIn, ChangeWords>> = { en: english, de: german }

function lasting(seconds: number | null): string {
  return seconds === null ? 'what other rules say' : sayDuration(seconds)
}

function quoted(texts: readonly string[], and: 'and' | 'und'): string {
  return texts.map((text) => (and === 'und' ? `„${text}“` : `“${text}”`)).join(` ${and} `)
}
