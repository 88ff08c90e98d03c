import type { SaidIn } from '../language/said'
import type { NoReviewWhy } from '../refusal'
import type { Capacity } from './review'

export type ReviewWords = {
  /** Why somebody may not let a change through: in the second person and about somebody else. */
  why: Readonly<Record<NoReviewWhy, { you: string; they: string }>>
  capacity: Readonly<Record<Capacity, string>>
  reviewed: string
}

const english: ReviewWords = {
  why: {
    author: { you: 'You wrote this change, so somebody else has to.', they: 'wrote this change' },
    disabled: { you: 'Your account is disabled.', they: 'is no longer here' },
    recovering: {
      you: 'You were let in again without your passkeys. You approve nothing for a day.',
      they: 'was let in again without their passkeys',
    },
    no_passkey: { you: 'Approving takes a passkey, and you have none.', they: 'has no passkey' },
    not_reviewer: {
      you: 'Only the accountable owner, owners of workflows and compliance let changes through.',
      they: 'does not review changes',
    },
    sponsor: {
      you: 'You sponsor a machine that this version names, so somebody independent has to.',
      they: 'sponsors a machine that this version names',
    },
  },
  capacity: {
    accountable_owner: 'accountable owner',
    independent: 'independent',
    owner: 'owner of this workflow',
  },
  reviewed: 'You have reviewed this change.',
}

const german: ReviewWords = {
  why: {
    author: {
      you: 'Sie haben diese Änderung geschrieben; durchlassen muss sie jemand anderes.',
      they: 'hat diese Änderung geschrieben',
    },
    disabled: { you: 'Ihr Konto ist deaktiviert.', they: 'ist nicht mehr hier' },
    recovering: {
      you: 'Ihr Konto wurde vor weniger als einem Tag wiederhergestellt; so lange genehmigen Sie nichts.',
      they: 'Konto vor weniger als einem Tag wiederhergestellt',
    },
    no_passkey: { you: 'Eine Genehmigung braucht einen Passkey, und Sie haben keinen.', they: 'hat keinen Passkey' },
    not_reviewer: {
      you: 'Nur die verantwortliche Person, die Zuständigen von Workflows und Compliance lassen Änderungen durch.',
      they: 'prüft keine Änderungen',
    },
    sponsor: {
      you: 'Sie sind Sponsor einer Maschine, die diese Version nennt; durchlassen muss sie jemand Unabhängiges.',
      they: 'ist Sponsor einer Maschine, die diese Version nennt',
    },
  },
  capacity: {
    accountable_owner: 'verantwortliche Person',
    independent: 'unabhängig',
    owner: 'für diesen Workflow zuständig',
  },
  reviewed: 'Sie haben diese Änderung geprüft.',
}

export const reviewWords: Readonly<Record<SaidIn, ReviewWords>> = { en: english, de: german }
