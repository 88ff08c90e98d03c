import type { CedarRequest } from '@/lib/core/boundary/cedar-request'
import type { Verdict } from '@/lib/core/boundary/combine'
import type { ComparedSide, JudgeOf } from '@/lib/core/boundary/compare'
import type { Json } from '@/lib/core/canonical/json'
import type { ActionTypeJson, CatalogueJson, ResourceJson } from '@/lib/core/catalogue/catalogue'
import { evaluateBoundary, prepareText } from '@/lib/platform/cedar'
import { readBoundary } from '@/lib/platform/cedar-text'

/** A version to compare, lint or simulate, from its text. Every team that a test names exists. */
export function sideOf(text: string, catalogue: CatalogueJson, teams: readonly string[] = []): ComparedSide {
  const { faults, rules } = readBoundary(text, null)
  if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join('\n'))
  const named = rules.flatMap(({ rule }) => rule.approvers)
  return { rules, catalogue, teamIds: new Map([...named, ...teams].map((slug) => [slug, `tem_${slug}`])) }
}

/** Asks Cedar about a text. */
export function judging(text: string): (request: CedarRequest) => Verdict {
  const prepared = prepareText(text)
  return (request) => evaluateBoundary(prepared, request)
}

/** Asks Cedar about two texts. */
export function judgingBoth(old: string, next: string): JudgeOf {
  const judges = { old: judging(old), new: judging(next) }
  return (side) => judges[side]
}

/** An action for a catalogue, about a `thing`. */
export function actionOf(
  name: string,
  properties: { [name: string]: Json },
  over: Partial<ActionTypeJson> = {},
): ActionTypeJson {
  return {
    name,
    title: name,
    params_schema: {
      type: 'object',
      additionalProperties: false,
      required: Object.keys(properties),
      properties,
    },
    resource_kind: 'thing',
    title_template: `Do it to {resource}`,
    param_labels: [],
    risk_facts: { reversible: true, undo: '', money: false, data_class: 'none', verb: 'do' },
    example: { resource: 'thing:1', params: {}, executor: 'runner' },
    ...over,
  }
}

/** A resource of the kind `thing`. */
export function thingOf(pattern: string, environment = 'prod', sensitivity = 'none'): ResourceJson {
  return { kind: 'thing', pattern: `thing:${pattern}`, title: pattern, environment, sensitivity, facts: {} }
}
