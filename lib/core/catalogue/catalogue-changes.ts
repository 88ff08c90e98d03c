import type { Direction } from '../boundary/analysis'
import { globsIntersect } from '../boundary/globs'
import { canonicalize, type Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import type { ActionTypeJson, CatalogueJson, ResourceJson } from './catalogue'
import { type CatalogueWords, catalogueWords, type Machine } from './change-words'
import { isNarrowerSchema } from './narrower-schema'

/** One thing that differs between two catalogues. */
export type CatalogueChange = {
  subject: string
  direction: Direction
  /** Counts as loosening because it could not be decided. */
  undecided: boolean
  text: string
  before: string
}

/** The differences of two catalogues, one sentence each. */
export function catalogueChanges(old: CatalogueJson, next: CatalogueJson, language: SaidIn = 'en'): CatalogueChange[] {
  const words = catalogueWords[language]
  return [
    ...machineChanges('agents', 'agent', old.agents, next.agents, words),
    ...machineChanges('executors', 'executor', old.executors, next.executors, words),
    ...machineChanges('runtimes', 'runtime', old.runtimes, next.runtimes, words),
    ...resourceChanges(old.resources, next.resources, words),
    ...actionChanges(old.action_types, next.action_types, words),
  ]
}

function machineChanges(
  subject: string,
  machine: Machine,
  old: readonly string[],
  next: readonly string[],
  words: CatalogueWords,
): CatalogueChange[] {
  const added = next.filter((slug) => !old.includes(slug))
  const removed = old.filter((slug) => !next.includes(slug))
  return [
    ...added.map((slug) => change(subject, 'loosens', words.takesPart[machine](slug))),
    ...removed.map((slug) => change(subject, 'tightens', words.takesNoPart[machine](slug))),
  ]
}

function resourceChanges(
  old: readonly ResourceJson[],
  next: readonly ResourceJson[],
  words: CatalogueWords,
): CatalogueChange[] {
  const keyOf = ({ kind, pattern }: ResourceJson) => `${kind}/${pattern}`
  const before = new Map(old.map((resource) => [keyOf(resource), resource]))
  const after = new Map(next.map((resource) => [keyOf(resource), resource]))
  const changes: CatalogueChange[] = []
  for (const [key, resource] of after) {
    const from = before.get(key)
    const subject = `resource:${resource.pattern}`
    if (from === undefined) {
      changes.push(change(subject, 'loosens', words.newResource(resource.pattern, resource.environment)))
      continue
    }
    if (from.environment !== resource.environment)
      changes.push({
        ...change(subject, 'loosens', words.countsAs(resource.pattern, resource.environment)),
        before: words.wasValue(from.environment),
      })
    if (from.sensitivity !== resource.sensitivity)
      changes.push({
        ...change(subject, 'loosens', words.countsAs(resource.pattern, resource.sensitivity)),
        before: words.wasValue(from.sensitivity),
      })
    if (from.title !== resource.title || canonicalize(from.facts) !== canonicalize(resource.facts))
      changes.push(change(subject, 'neutral', words.resourceShown(resource.pattern)))
  }
  for (const [key, resource] of before) {
    if (after.has(key)) continue
    // Where a wider pattern takes over, its facts hold instead.
    const wider = next.some((other) => other.kind === resource.kind && globsIntersect(other.pattern, resource.pattern))
    changes.push({
      ...change(`resource:${resource.pattern}`, wider ? 'loosens' : 'tightens', words.resourceGone(resource.pattern)),
      undecided: wider,
    })
  }
  return changes
}

function actionChanges(
  old: readonly ActionTypeJson[],
  next: readonly ActionTypeJson[],
  words: CatalogueWords,
): CatalogueChange[] {
  const before = new Map(old.map((type) => [type.name, type]))
  const after = new Map(next.map((type) => [type.name, type]))
  return [
    ...[...after.values()].flatMap((type) => {
      const from = before.get(type.name)
      return from === undefined
        ? [change(`action:${type.name}`, 'loosens', words.newAction(type.name))]
        : partsOf(from, type, words)
    }),
    ...[...before.values()]
      .filter((type) => !after.has(type.name))
      .map((type) => change(`action:${type.name}`, 'tightens', words.actionGone(type.name))),
  ]
}

function partsOf(from: ActionTypeJson, to: ActionTypeJson, words: CatalogueWords): CatalogueChange[] {
  const subject = `action:${to.name}`
  const changes: CatalogueChange[] = []
  const differs = (a: unknown, b: unknown) => canonicalize(a as Json) !== canonicalize(b as Json)
  if (from.resource_kind !== to.resource_kind)
    changes.push({
      ...change(subject, 'loosens', words.isAbout(to.name, to.resource_kind)),
      before: words.wasAbout(from.resource_kind),
    })
  if (differs(from.params_schema, to.params_schema)) {
    const narrower = isNarrowerSchema(from.params_schema, to.params_schema)
    changes.push({
      ...change(
        subject,
        narrower ? 'tightens' : 'loosens',
        narrower ? words.fewerParams(to.name) : words.otherParams(to.name),
      ),
      undecided: !narrower,
    })
  }
  if (from.title_template === null && to.title_template !== null)
    changes.push(change(subject, 'loosens', words.notOpaque(to.name, to.title_template)))
  else if (from.title_template !== null && to.title_template === null)
    changes.push(change(subject, 'tightens', words.opaque(to.name)))
  else if (from.title_template !== to.title_template)
    changes.push({
      ...change(subject, 'loosens', words.shownAs(to.name, to.title_template ?? '')),
      before: words.wasShown(from.title_template ?? ''),
      undecided: true,
    })
  // The format of a param says which one is money, and so what sums are counted.
  if (differs(from.param_labels, to.param_labels))
    changes.push({ ...change(subject, 'loosens', words.paramsShown(to.name)), undecided: true })
  if (differs(from.risk_facts, to.risk_facts))
    changes.push({
      ...change(subject, 'loosens', words.risk(to.name)),
      undecided: true,
    })
  if (from.title !== to.title || differs(from.example, to.example))
    changes.push(change(subject, 'neutral', words.titleOrExample(to.name)))
  return changes
}

function change(subject: string, direction: Direction, text: string): CatalogueChange {
  return { subject, direction, text, before: '', undecided: false }
}
