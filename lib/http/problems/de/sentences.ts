/** Whole sentences that stand where a refusal says `{detail}`, or for one item of a batch. A test holds them against the code. */
export const sentencesGerman = {
  'The signed log has {size} entries.': 'Das signierte Protokoll hat {size} Einträge.',
  'The entry is written, but no signed head covers it yet. Ask again in two seconds.':
    'Der Eintrag ist geschrieben, aber noch von keinem signierten Checkpoint erfasst. Fragen Sie in zwei Sekunden wieder.',
  'must be kind:id, exact, without wildcards': 'muss genau die Form kind:id haben, ohne Platzhalter',
  '{action} acts on a {kind}': '{action} betrifft: {kind}',
  'not a resource of this workflow': 'ist keine Ressource dieses Workflows',
}
