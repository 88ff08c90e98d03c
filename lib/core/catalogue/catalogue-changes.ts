import type { Direction } from '../boundary/analysis'
import { globsIntersect } from '../boundary/globs'
import { canonicalize, type Json } from '../canonical/json'
import type { ActionTypeJson, CatalogueJson, ResourceJson } from './catalogue'
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
export function catalogueChanges(old: CatalogueJson, next: CatalogueJson): CatalogueChange[] {
  return [
    ...machineChanges('agents', 'agent', old.agents, next.agents),
    ...machineChanges('executors', 'executor', old.executors, next.executors),
    ...machineChanges('runtimes', 'runtime', old.runtimes, next.runtimes),
    ...resourceChanges(old.resources, next.resources),
    ...actionChanges(old.action_types, next.action_types),
  ]
}

function machineChanges(
  subject: string,
  noun: string,
  old: readonly string[],
  next: readonly string[],
): CatalogueChange[] {
  const added = next.filter((slug) => !old.includes(slug))
  const removed = old.filter((slug) => !next.includes(slug))
  return [
    ...added.map((slug) => change(subject, 'loosens', `The ${noun} ${slug} may take part.`)),
    ...removed.map((slug) => change(subject, 'tightens', `The ${noun} ${slug} takes no part any more.`)),
  ]
}

function resourceChanges(old: readonly ResourceJson[], next: readonly ResourceJson[]): CatalogueChange[] {
  const keyOf = ({ kind, pattern }: ResourceJson) => `${kind}/${pattern}`
  const before = new Map(old.map((resource) => [keyOf(resource), resource]))
  const after = new Map(next.map((resource) => [keyOf(resource), resource]))
  const changes: CatalogueChange[] = []
  for (const [key, resource] of after) {
    const from = before.get(key)
    const subject = `resource:${resource.pattern}`
    if (from === undefined) {
      changes.push(change(subject, 'loosens', `${resource.pattern} is a resource in ${resource.environment}.`))
      continue
    }
    if (from.environment !== resource.environment)
      changes.push({
        ...change(subject, 'loosens', `${resource.pattern} counts as ${resource.environment}.`),
        before: `was ${from.environment}`,
      })
    if (from.sensitivity !== resource.sensitivity)
      changes.push({
        ...change(subject, 'loosens', `${resource.pattern} counts as ${resource.sensitivity}.`),
        before: `was ${from.sensitivity}`,
      })
    if (from.title !== resource.title || canonicalize(from.facts) !== canonicalize(resource.facts))
      changes.push(change(subject, 'neutral', `What is shown about ${resource.pattern} reads otherwise.`))
  }
  for (const [key, resource] of before) {
    if (after.has(key)) continue
    // Where a wider pattern takes over, its facts hold instead.
    const wider = next.some((other) => other.kind === resource.kind && globsIntersect(other.pattern, resource.pattern))
    changes.push({
      ...change(
        `resource:${resource.pattern}`,
        wider ? 'loosens' : 'tightens',
        `${resource.pattern} is no resource of its own any more.`,
      ),
      undecided: wider,
    })
  }
  return changes
}

function actionChanges(old: readonly ActionTypeJson[], next: readonly ActionTypeJson[]): CatalogueChange[] {
  const before = new Map(old.map((type) => [type.name, type]))
  const after = new Map(next.map((type) => [type.name, type]))
  return [
    ...[...after.values()].flatMap((type) => {
      const from = before.get(type.name)
      return from === undefined
        ? [change(`action:${type.name}`, 'loosens', `${type.name} can be asked for.`)]
        : partsOf(from, type)
    }),
    ...[...before.values()]
      .filter((type) => !after.has(type.name))
      .map((type) => change(`action:${type.name}`, 'tightens', `${type.name} can not be asked for any more.`)),
  ]
}

function partsOf(from: ActionTypeJson, to: ActionTypeJson): CatalogueChange[] {
  const subject = `action:${to.name}`
  const changes: CatalogueChange[] = []
  const differs = (a: unknown, b: unknown) => canonicalize(a as Json) !== canonicalize(b as Json)
  if (from.resource_kind !== to.resource_kind)
    changes.push({
      ...change(subject, 'loosens', `${to.name} is about ${to.resource_kind}.`),
      before: `was about ${from.resource_kind}`,
    })
  if (differs(from.params_schema, to.params_schema)) {
    const narrower = isNarrowerSchema(from.params_schema, to.params_schema)
    changes.push({
      ...change(
        subject,
        narrower ? 'tightens' : 'loosens',
        narrower ? `${to.name} takes fewer params than before.` : `${to.name} takes other params.`,
      ),
      undecided: !narrower,
    })
  }
  if (from.title_template === null && to.title_template !== null)
    changes.push(
      change(subject, 'loosens', `${to.name} is shown as “${to.title_template}”, so it is not opaque any more.`),
    )
  else if (from.title_template !== null && to.title_template === null)
    changes.push(change(subject, 'tightens', `${to.name} has no sentence any more, so it is opaque.`))
  else if (from.title_template !== to.title_template)
    changes.push({
      ...change(subject, 'loosens', `${to.name} is shown as “${to.title_template}”.`),
      before: `was “${from.title_template}”`,
      undecided: true,
    })
  // The format of a param says which one is money, and so what sums are counted.
  if (differs(from.param_labels, to.param_labels))
    changes.push({ ...change(subject, 'loosens', `The params of ${to.name} are shown otherwise.`), undecided: true })
  if (differs(from.risk_facts, to.risk_facts))
    changes.push({
      ...change(subject, 'loosens', `What is said about the risk of ${to.name} is different.`),
      undecided: true,
    })
  if (from.title !== to.title || differs(from.example, to.example))
    changes.push(change(subject, 'neutral', `The title or the example of ${to.name} reads otherwise.`))
  return changes
}

function change(subject: string, direction: Direction, text: string): CatalogueChange {
  return { subject, direction, text, before: '', undecided: false }
}
