/** Whole sentences that stand where a refusal says `{detail}`, or for one item of a batch. A test holds them against the code. */
export const sentencesGerman = {
  'The signed log has {size} entries.': 'Das signierte Protokoll hat {size} Einträge.',
  'The entry is written, but no signed head covers it yet. Ask again in two seconds.':
    'Der Eintrag ist geschrieben, aber noch von keinem signierten Checkpoint erfasst. Fragen Sie in zwei Sekunden wieder.',
  'must be kind:id, exact, without wildcards': 'muss genau die Form kind:id haben, ohne Platzhalter',
  '{action} acts on a {kind}': '{action} betrifft: {kind}',
  'not a resource of this workflow': 'ist keine Ressource dieses Workflows',

  // Why somebody may not decide (core/decision/explain)
  "You can't decide this: you are in none of the teams its boundary asks.":
    'Sie können das nicht entscheiden: Sie gehören zu keinem der Teams, die seine Genehmigungsgrenze fragt.',
  "You can't decide this: you are the sponsor of this agent or its executor.":
    'Sie können das nicht entscheiden: Sie sind Sponsor dieses Agenten oder seines Executors.',
  "You can't decide this: the agent acts on your behalf.":
    'Sie können das nicht entscheiden: Der Agent handelt in Ihrem Auftrag.',
  "You can't decide this: your account is disabled.": 'Sie können das nicht entscheiden: Ihr Konto ist deaktiviert.',
  'You have decided this.': 'Sie haben das entschieden.',
  'This needs a passkey signature and you have no passkey yet.':
    'Das braucht die Signatur eines Passkeys, und Sie haben noch keinen.',
  'This is no longer waiting for a decision.': 'Das wartet nicht mehr auf eine Entscheidung.',
  "You can't decide this: you joined the team after it was asked.":
    'Sie können das nicht entscheiden: Sie kamen ins Team, nachdem gefragt wurde.',
  "You can't decide this: it needs less consent by a change that you let through, and the first such requests are looked at by others.":
    'Sie können das nicht entscheiden: Es braucht weniger Zustimmung durch eine Änderung, der Sie zugestimmt haben, und die ersten solchen Anfragen sehen sich andere an.',
  'Only who approved this can take it back.': 'Zurücknehmen kann das nur, wer es genehmigt hat.',
  "You can't decide yet: your account was recovered less than a day ago.":
    'Sie können noch nicht entscheiden: Ihr Konto wurde vor weniger als einem Tag wiederhergestellt.',
  'You handed this over, so you no longer decide it.':
    'Sie haben das übergeben und entscheiden deshalb nicht mehr darüber.',
  'The time to decide is over. Nothing was granted.':
    'Die Zeit zu entscheiden ist vorbei. Es wurde nichts freigegeben.',
}
