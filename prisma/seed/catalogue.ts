import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { SeedWorkflow } from './shape'

/** The catalogue as a boundary version keeps it. */
export function catalogueOf(
  workflow: Pick<SeedWorkflow, 'actions' | 'resources' | 'agents' | 'executors' | 'runtimes'>,
): CatalogueJson {
  return {
    action_types: workflow.actions.map((action) => ({
      name: action.name,
      title: action.title,
      params_schema: action.paramsSchema,
      resource_kind: action.resourceKind,
      title_template: action.titleTemplate,
      param_labels: action.paramLabels.map(({ currencyParam, ...label }) => ({
        ...label,
        ...(currencyParam === undefined ? {} : { currency_param: currencyParam }),
      })),
      risk_facts: {
        reversible: action.riskFacts.reversible,
        undo: action.riskFacts.undo,
        money: action.riskFacts.money,
        data_class: action.riskFacts.dataClass,
        verb: action.riskFacts.verb,
      },
      example: action.example,
    })),
    resources: workflow.resources.map((resource) => ({ ...resource, facts: { ...resource.facts } })),
    agents: [...workflow.agents],
    executors: [...workflow.executors],
    runtimes: [...workflow.runtimes],
  }
}
