import type { CatalogueJson } from '../catalogue/catalogue'
import { type CatalogueChange, catalogueChanges } from '../catalogue/catalogue-changes'
import type { SaidIn } from '../language/said'
import type { ChangeItem, Comparison } from './analysis'
import { type ComparedRule, changeBefore, changeSentence, type RuleChange, ruleChanges } from './rule-change'
import { plain, sentenceText } from './sentence-parts'

/** What was compared; the rules of a text that cannot be read any more are none. */
type Compared = { rules: readonly ComparedRule[]; catalogue: CatalogueJson }

/**
 * A comparison in the reader's language. It is English where it is made, frozen and signed, so it is said anew from the
 * texts that were compared; a sentence whose English does not come out word for word as it stands there stays as it is.
 */
export function sayComparison(
  comparison: Comparison,
  sides: { old: Compared | null; new: Compared },
  language: SaidIn,
): Comparison {
  if (language === 'en') return comparison
  const rules = rulesSaid(sides, language)
  const catalogue = catalogueSaid(sides, language)
  return {
    ...comparison,
    items: comparison.items.map((item) => ({ ...item, ...(said(item, rules) ?? said(item, catalogue)) })),
  }
}

type Words = Pick<ChangeItem, 'sentence' | 'before'>
type Twice = { subject: string; english: Words; other: Words }

function said({ subjects, sentence, before }: ChangeItem, changes: readonly Twice[]): Words | null {
  const text = sentenceText(sentence)
  const found = changes.find(
    ({ subject, english }) =>
      subjects.includes(subject) && sentenceText(english.sentence) === text && english.before === before,
  )
  return found?.other ?? null
}

function rulesSaid(sides: { old: Compared | null; new: Compared }, language: SaidIn): Twice[] {
  const old = sides.old?.catalogue ?? null
  const next = sides.new.catalogue
  const say = (change: RuleChange, inLanguage: SaidIn): Words => ({
    sentence: changeSentence(change, old, next, inLanguage),
    before: changeBefore(change, old, next, inLanguage),
  })
  return ruleChanges(sides.old?.rules ?? [], sides.new.rules).map((change) => ({
    subject: change.id,
    english: say(change, 'en'),
    other: say(change, language),
  }))
}

function catalogueSaid(sides: { old: Compared | null; new: Compared }, language: SaidIn): Twice[] {
  if (sides.old === null) return []
  const words = ({ text, before }: CatalogueChange): Words => ({ sentence: [plain(text)], before })
  const other = catalogueChanges(sides.old.catalogue, sides.new.catalogue, language)
  // The same changes in the same order.
  return catalogueChanges(sides.old.catalogue, sides.new.catalogue, 'en').flatMap((change, index) => {
    const same = other[index]
    return same ? [{ subject: change.subject, english: words(change), other: words(same) }] : []
  })
}
