import type { Json } from '../canonical/json'
import type { ActionType, ParamFormat, ResourcePattern } from '../directory'

/**
 * What a boundary version is written for: the actions, the resources with the facts that only the server holds, and the
 * machines that may take part. It belongs to the version and is as immutable: a schema, an environment or an allowed agent
 * changes what rules mean, so it changes only as rules do, by two people (law 12). This is its stored, wire and file form.
 */
export type CatalogueJson = {
  action_types: ActionTypeJson[]
  resources: ResourceJson[]
  /** Slugs of the agents that may ask, of the executors that may redeem, and of the runtimes that the agents may run in. */
  agents: string[]
  executors: string[]
  runtimes: string[]
}

export type ActionTypeJson = {
  name: string
  title: string
  /** JSON Schema 2020-12 of the params. */
  params_schema: Json
  resource_kind: string
  /** `Refund {amount} to {resource}`; null: opaque. */
  title_template: string | null
  param_labels: { name: string; label: string; format: ParamFormat; currency_param?: string | undefined }[]
  risk_facts: {
    reversible: boolean
    undo: string
    money: boolean
    data_class: 'none' | 'internal' | 'personal' | 'secret'
    verb: string
  }
  example: { resource: string; params: { [name: string]: Json }; executor: string }
}

export type ResourceJson = {
  kind: string
  /** Glob over `kind:id` with `*` only. */
  pattern: string
  title: string
  environment: string
  sensitivity: string
  facts: { [label: string]: string }
}

/** The catalogue as decisions use it. */
export type Catalogue = {
  actionTypes: ReadonlyMap<string, ActionType>
  resources: readonly ResourcePattern[]
  agents: ReadonlySet<string>
  executors: ReadonlySet<string>
  runtimes: ReadonlySet<string>
}

/** Reads the stored form. It was validated when it was written and its version never changes. */
export function readCatalogue(json: CatalogueJson): Catalogue {
  return {
    actionTypes: new Map(json.action_types.map((type) => [type.name, readActionType(type)])),
    resources: json.resources.map((resource) => ({ id: `${resource.kind}/${resource.pattern}`, ...resource })),
    agents: new Set(json.agents),
    executors: new Set(json.executors),
    runtimes: new Set(json.runtimes),
  }
}

/** One action type of the stored form as decisions use it. */
export function readActionType(type: ActionTypeJson): ActionType {
  return {
    name: type.name,
    title: type.title,
    paramsSchema: type.params_schema,
    resourceKind: type.resource_kind,
    titleTemplate: type.title_template,
    paramLabels: type.param_labels.map(({ name, label, format, currency_param }) => ({
      name,
      label,
      format,
      ...(currency_param === undefined ? {} : { currencyParam: currency_param }),
    })),
    riskFacts: {
      reversible: type.risk_facts.reversible,
      undo: type.risk_facts.undo,
      money: type.risk_facts.money,
      dataClass: type.risk_facts.data_class,
      verb: type.risk_facts.verb,
    },
    example: type.example,
  }
}

/** A catalogue in which nothing can be asked for: what a new workflow begins with. */
export const emptyCatalogue: CatalogueJson = {
  action_types: [],
  resources: [],
  agents: [],
  executors: [],
  runtimes: [],
}
