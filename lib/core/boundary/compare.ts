import type { CatalogueJson } from '../catalogue/catalogue'
import { type CatalogueChange, catalogueChanges } from '../catalogue/catalogue-changes'
import { matchesGlob } from '../request/resource'
import type { Cell, ChangeItem, Comparison, Direction } from './analysis'
import type { CedarRequest } from './cedar-request'
import { cellReader, enumerateCells, takesPart } from './cells'
import { combine, denied, type Verdict } from './combine'
import { compareConsents } from './compare-consent'
import { type Consent, levelOf } from './consent'
import { matchesPolicy } from './matches'
import { actionsOf, byAction } from './policy-json'
import {
  type ComparedRule,
  changeBefore,
  changeSentence,
  directionByRule,
  type RuleChange,
  ruleChanges,
} from './rule-change'

/** A version as it is compared: its rules with their policies and forms, what they are written for, the teams that exist. */
export type ComparedSide = {
  rules: readonly ComparedRule[]
  catalogue: CatalogueJson
  /** Slug → id. */
  teamIds: ReadonlyMap<string, string>
}

/** Asks the policy engine about one version. */
export type JudgeOf = (side: 'old' | 'new') => (request: CedarRequest) => Verdict

/**
 * Compares a version with the one in force: what changes rule by rule and in the catalogue, and which way, settled by asking
 * both about one request of every class that they tell apart. The loosest answer counts, and what cannot be decided loosens
 * (decision 0008). Without an old version everything was denied, so the first one loosens. Said in English, as it is frozen
 * and signed; `sayComparison` says it to people.
 */
export function compareBoundaries(
  sides: { old: ComparedSide | null; new: ComparedSide },
  judgeOf: JudgeOf,
): Comparison {
  const steps = comparing(sides, judgeOf)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** As `compareBoundaries`, pausing after every cell, so that whoever drives it can let others have their turn. */
export function* comparing(
  sides: { old: ComparedSide | null; new: ComparedSide },
  judgeOf: JudgeOf,
): Generator<undefined, Comparison> {
  if (sides.old === null) return firstVersion(sides.new)
  const { old, new: next } = { old: sides.old, new: sides.new }
  const rules = ruleChanges(old.rules, next.rules)
  const catalogue = catalogueChanges(old.catalogue, next.catalogue)
  const touched = rules.filter((change) => change.kind !== 'reason')
  const cells = enumerateCells(
    [old, next].map((side) => ({ policies: side.rules.map(({ policy }) => policy), catalogue: side.catalogue })),
    affectedActions(touched, catalogue, old, next),
  )
  const found = new Map<RuleChange | CatalogueChange, Found>()
  let unattributed: Direction = 'neutral'
  for (const step of changedCells(cells.cells, old, next, judgeOf, mayDiffer(touched, catalogue, old, next))) {
    yield
    if (step === null) continue
    const culprits = culpritsOf(step, touched, catalogue, old)
    if (culprits.length === 0) unattributed = loosest([unattributed, step.direction])
    for (const culprit of culprits) found.set(culprit, addTo(found.get(culprit), step))
  }
  const items = [
    ...rules.map((change) => ruleItem(change, found.get(change), cells.incomplete, old, next)),
    ...catalogue.map((change) => catalogueItem(change, found.get(change))),
  ].sort(byWeight)
  return {
    direction: loosest([unattributed, ...items.map((item) => item.direction)]),
    items,
    cells: { asked: cells.cells.length, complete: cells.complete },
  }
}

function firstVersion(next: ComparedSide): Comparison {
  const items = next.rules
    .map(
      ({ rule, policy, form }): ChangeItem => ({
        direction: rule.tier === 'deny' ? 'neutral' : 'loosens',
        subjects: [rule.id],
        sentence: changeSentence(
          { id: rule.id, old: null, new: { rule, policy, form }, kind: 'added' },
          null,
          next.catalogue,
          'en',
        ),
        before: '',
        levels: rule.tier === 'deny' ? null : { from: 'TX', to: levelOf(rule) },
        undecided: false,
      }),
    )
    .sort(byWeight)
  return { direction: 'loosens', items, cells: { asked: 0, complete: true } }
}

/** Everything that a change can make a difference to; all actions when it is about machines or a rule names none. */
function affectedActions(
  rules: readonly RuleChange[],
  catalogue: readonly CatalogueChange[],
  old: ComparedSide,
  next: ComparedSide,
): ReadonlySet<string> {
  const types = [...old.catalogue.action_types, ...next.catalogue.action_types]
  const all = types.map((type) => type.name)
  const named = new Set<string>()
  for (const { old: from, new: to } of rules)
    for (const entry of [from, to]) for (const name of entry ? (actionsOf(entry.policy) ?? all) : []) named.add(name)
  for (const { subject } of catalogue) {
    const [what = '', ...rest] = subject.split(':')
    if (what === 'action') named.add(rest.join(':'))
    else if (what === 'resource') for (const type of types) if (rest[0] === type.resource_kind) named.add(type.name)
    if (what === 'agents' || what === 'runtimes') for (const name of all) named.add(name)
  }
  return named
}

// ---------------------------------------------------------------- cell by cell

type Step = { cell: Cell; direction: Direction; from: Consent; to: Consent; old: Answer; new: Answer }
type Answer = { request: CedarRequest | null; consent: Consent }

/** Cells about which the two versions say something different; null for each that was asked about in vain. */
function* changedCells(
  cells: readonly Cell[],
  old: ComparedSide,
  next: ComparedSide,
  judgeOf: JudgeOf,
  mayDiffer: (cell: Cell) => boolean,
): Generator<Step | null> {
  const before = answering(old, judgeOf('old'))
  const after = answering(next, judgeOf('new'))
  for (const cell of cells) {
    if (!mayDiffer(cell)) continue
    const [from, to] = [before(cell), after(cell)]
    const step = compareConsents(from.consent, to.consent)
    if (step === 'same') {
      yield null
      continue
    }
    const direction = step === 'stricter' ? 'tightens' : 'loosens'
    yield { cell, direction, from: from.consent, to: to.consent, old: from, new: to }
  }
}

/** A cell that no changed rule may match, before or after, and that no change of the catalogue is about, is not asked about. */
function mayDiffer(
  rules: readonly RuleChange[],
  catalogue: readonly CatalogueChange[],
  old: ComparedSide,
  next: ComparedSide,
): (cell: Cell) => boolean {
  const [before, after] = [cellReader(old.catalogue), cellReader(next.catalogue)]
  const removed = byAction(rules.flatMap((change) => change.old ?? []))
  const added = byAction(rules.flatMap((change) => change.new ?? []))
  return (cell) => {
    if (catalogue.some((change) => concerns(change, cell))) return true
    const [from, to] = [before(cell), after(cell)]
    return (
      removed(cell.action).some((entry) => matches(entry, from)) ||
      added(cell.action).some((entry) => matches(entry, to))
    )
  }
}

/** Whether a rule matches, or may. */
function matches(entry: ComparedRule | null, request: CedarRequest | null): boolean {
  return entry !== null && request !== null && matchesPolicy(entry.policy, request) !== false
}

/** What a version says about a cell: denied where the request would be refused before any rule is asked. */
function answering(side: ComparedSide, judge: (request: CedarRequest) => Verdict): (cell: Cell) => Answer {
  const read = cellReader(side.catalogue)
  const opaque = opaqueActions(side.catalogue)
  return (cell) => {
    const request = takesPart(cell, side.catalogue) ? read(cell) : null
    if (request === null) return { request, consent: denied([]).consent }
    return { request, consent: combine(judge(request), side.teamIds, opaque.has(cell.action)).consent }
  }
}

function opaqueActions(catalogue: CatalogueJson): ReadonlySet<string> {
  return new Set(catalogue.action_types.filter((type) => type.title_template === null).map((type) => type.name))
}

/**
 * What a difference comes from: of the changed rules that match the cell before or after, those that alone would have made
 * the same step, else all of them; where no rule is involved, what changed in the catalogue about it.
 */
function culpritsOf(
  step: Step,
  rules: readonly RuleChange[],
  catalogue: readonly CatalogueChange[],
  old: ComparedSide,
): (RuleChange | CatalogueChange)[] {
  const involved = rules.filter(
    (change) => matches(change.old, step.old.request) || matches(change.new, step.new.request),
  )
  if (involved.length === 1) return involved
  if (involved.length === 0) return catalogue.filter((change) => concerns(change, step.cell))
  const alone = involved.filter((change) => directionAlone(change, step, old) === step.direction)
  return alone.length > 0 ? alone : involved
}

/** Which way the old version goes at this cell when this rule alone is changed in it. */
function directionAlone(change: RuleChange, step: Step, old: ComparedSide): Direction {
  const request = step.old.request
  if (request === null) return 'neutral'
  const rules = [...old.rules.filter(({ rule }) => rule.id !== change.id), ...(change.new ? [change.new] : [])]
  const matching = rules.filter(({ policy }) => matchesPolicy(policy, request) === true).map(({ rule }) => rule)
  const forbids = matching.filter((rule) => rule.effect === 'forbid')
  const verdict = { permits: forbids.length > 0 ? [] : matching, forbids, errors: [] }
  const { consent } = combine(verdict, old.teamIds, opaqueActions(old.catalogue).has(step.cell.action))
  const moved = compareConsents(step.from, consent)
  return moved === 'same' ? 'neutral' : moved === 'stricter' ? 'tightens' : 'loosens'
}

function concerns(change: CatalogueChange, cell: Cell): boolean {
  const [what = '', ...rest] = change.subject.split(':')
  if (what === 'resource') return matchesGlob(cell.resource, rest.join(':'))
  return what === 'action' ? rest.join(':') === cell.action : what === 'agents' || what === 'runtimes'
}

// ---------------------------------------------------------------- items

/** What the cells say about one change: the loosest direction, and the widest step of that direction. */
type Found = { direction: Direction; levels: NonNullable<ChangeItem['levels']> }

const order = { neutral: 0, tightens: 1, loosens: 2 } as const
const height = { T0: 0, T1: 1, T2: 2, T3: 3, TX: 4 } as const

function addTo(found: Found | undefined, step: Step): Found {
  const levels = { from: levelOf(step.from), to: levelOf(step.to) }
  if (found === undefined || order[step.direction] > order[found.direction])
    return { direction: step.direction, levels }
  return step.direction === found.direction && width(levels) > width(found.levels) ? { ...found, levels } : found
}

function width({ from, to }: NonNullable<ChangeItem['levels']>): number {
  return Math.abs(height[from] - height[to])
}

/** Settled by the cells where they are all there is; else by the rule itself, and never less than the cells show. */
function ruleItem(
  change: RuleChange,
  found: Found | undefined,
  incomplete: ReadonlySet<string>,
  old: ComparedSide,
  next: ComparedSide,
): ChangeItem {
  const actions = [change.old, change.new].flatMap((entry) => (entry ? [actionsOf(entry.policy)] : []))
  const isComplete = actions.every((named) =>
    named === null ? incomplete.size === 0 : !named.some((name) => incomplete.has(name)),
  )
  const byRule = directionByRule(change)
  const byCells = found?.direction ?? 'neutral'
  const settled = change.kind === 'reason' || isComplete
  return {
    direction: change.kind === 'reason' ? 'neutral' : settled ? byCells : loosest([byRule.direction, byCells]),
    subjects: [change.id],
    sentence: changeSentence(change, old.catalogue, next.catalogue, 'en'),
    before: changeBefore(change, old.catalogue, next.catalogue, 'en'),
    levels: found?.levels ?? null,
    undecided: !settled && byRule.undecided && byCells !== 'loosens',
  }
}

function catalogueItem(change: CatalogueChange, found: Found | undefined): ChangeItem {
  return {
    direction: loosest([change.direction, found?.direction ?? 'neutral']),
    subjects: [change.subject],
    sentence: [{ text: change.text, strong: false }],
    before: change.before,
    levels: found?.levels ?? null,
    undecided: change.undecided,
  }
}

function loosest(directions: readonly Direction[]): Direction {
  return directions.reduce<Direction>(
    (worst, direction) => (order[direction] > order[worst] ? direction : worst),
    'neutral',
  )
}

/** Loosened first, then by how far. */
function byWeight(a: ChangeItem, b: ChangeItem): number {
  const far = (item: ChangeItem) => (item.levels === null ? 0 : width(item.levels))
  return order[b.direction] - order[a.direction] || far(b) - far(a)
}
