import type { Comparison, RuleView, TestResult } from '@/lib/core/boundary/analysis'
import { blockerWords } from '@/lib/core/boundary/blocker-words'
import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import { levelOf } from '@/lib/core/boundary/consent'
import { lintBoundary } from '@/lib/core/boundary/lint'
import { schemaPaths } from '@/lib/core/boundary/schema-paths'
import { ruleSentence } from '@/lib/core/boundary/sentence'
import { runPinned } from '@/lib/core/boundary/wish'
import { type CatalogueJson, readCatalogue } from '@/lib/core/catalogue/catalogue'
import { checkCatalogue } from '@/lib/core/catalogue/check-catalogue'
import type { SaidIn } from '@/lib/core/language/said'
import type { Blocker } from '@/lib/core/refusal'
import { prepareBoundary } from '@/lib/platform/cedar'
import { type ReadRule, readBoundary } from '@/lib/platform/cedar-text'
import type { Around, Checked } from './around'
import { activationBlockers, testBlockers, textBlockers } from './blockers'
import { compareTexts } from './comparison'
import type { CheckView } from './schema-views'
import { draftSide } from './sides'

/** Without faults a text is good: it can be judged by. */
export type ReadText = Pick<CheckView, 'faults' | 'catalogue_faults'> & { good: boolean; rules: ReadRule[] }

/** What can be said without a server: faults of the text and of the catalogue, and the rules. */
export function readText(text: Pick<Checked, 'cedar' | 'catalogue'>, language: SaidIn): ReadText {
  const { faults, rules } = readBoundary(text.cedar, schemaOf(text.catalogue), language)
  const catalogue_faults = checkCatalogue(text.catalogue, language)
  return { faults, catalogue_faults, good: faults.length === 0 && catalogue_faults.length === 0, rules }
}

/**
 * Everything that can be said about a text before anybody relies on it. Nothing is stored here; what is frozen with a change
 * and what pipelines are told is asked for in English.
 */
export async function checkText(text: Checked, around: Around, language: SaidIn): Promise<CheckView> {
  const read = readText(text, language)
  const tests = runTests(text, read, around, language)
  return {
    faults: read.faults,
    catalogue_faults: read.catalogue_faults,
    rules: read.rules.map((rule) => ruleView(rule, text.catalogue, language)),
    findings: read.good
      ? lintBoundary({ rules: read.rules, catalogue: text.catalogue, teams: teamSizes(around) }, language)
      : [],
    tests,
    comparison: read.good ? await compareWithActive(text, read, around, language) : null,
    blockers: blockersOf(text, read, tests, around, language),
    schema: schemaPaths(schemaOf(text.catalogue)),
  }
}

/** What keeps a version from coming into force now, without everything that is only said for people to read. */
export function blockersNow(text: Checked, around: Around, language: SaidIn): Blocker[] {
  const read = readText(text, language)
  return blockersOf(text, read, runTests(text, read, around, language), around, language)
}

function blockersOf(
  text: Checked,
  read: ReadText,
  tests: readonly TestResult[],
  around: Around,
  language: SaidIn,
): Blocker[] {
  const none: Blocker = {
    code: 'no_rules',
    where: '',
    message: blockerWords[language].noRules,
  }
  return [
    ...textBlockers(read, language),
    ...(read.good && read.rules.length === 0 ? [none] : []),
    ...testBlockers(tests),
    ...activationBlockers(
      text,
      read.rules.map(({ rule }) => rule),
      around,
      language,
    ),
  ]
}

/** How many active members each team has. */
function teamSizes({ directory }: Around): Map<string, number> {
  const active = (id: string) => directory.people.get(id)?.status === 'active'
  return new Map(
    [...directory.teams.values()].map(({ slug, memberIds }) => [slug, [...memberIds].filter(active).length]),
  )
}

function compareWithActive(
  text: Checked,
  { rules }: ReadText,
  { active, directory }: Around,
  language: SaidIn,
): Promise<Comparison> {
  const old = active && { ...active, prepared: prepareBoundary(active) }
  return compareTexts(old, { ...text, rules }, directory, language)
}

/** Pinned examples judged by the text; none of them while it has faults. */
function runTests(text: Checked, read: ReadText, { directory }: Around, language: SaidIn): TestResult[] {
  if (!read.good || text.tests.length === 0) return []
  const side = draftSide(text)
  return text.tests.map((test) => runPinned(test, side, directory, language))
}

function ruleView({ id, from, to, rule, form }: ReadRule, catalogue: CatalogueJson, language: SaidIn): RuleView {
  return {
    id,
    from,
    to,
    level: levelOf({ ...rule, stepup: rule.quorum >= 2 ? 'passkey' : rule.stepup }),
    tier: rule.tier,
    sentence: ruleSentence(rule, form, catalogue, language),
    reason: rule.reason,
    form,
  }
}

function schemaOf(catalogue: CatalogueJson) {
  return cedarSchemaFor(readCatalogue(catalogue).actionTypes.values())
}
