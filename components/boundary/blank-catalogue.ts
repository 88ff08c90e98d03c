import type { Translate } from '@/components/language/translate'
import type { ActionTypeJson, CatalogueJson, ResourceJson } from '@/lib/core/catalogue/catalogue'

/** An action type to begin with: it takes one amount, cannot be undone, and is judged as the riskiest of its kind. */
export function blankActionType(t: Translate<'boundary'>, catalogue: CatalogueJson): ActionTypeJson {
  const [first] = catalogue.action_types
  const area = first?.name.split('.')[0] ?? 'area'
  const taken = new Set(catalogue.action_types.map((type) => type.name))
  let n = 1
  while (taken.has(`${area}.action_${n}`)) n++
  const kind = catalogue.resources[0]?.kind ?? 'thing'
  return {
    name: `${area}.action_${n}`,
    title: t('blank.action'),
    params_schema: {
      type: 'object',
      properties: { amount: { type: 'integer', minimum: 1 } },
      required: ['amount'],
      additionalProperties: false,
    },
    resource_kind: kind,
    title_template: t('blank.template', { amount: '{amount}', resource: '{resource}' }),
    param_labels: [{ name: 'amount', label: t('blank.amount'), format: 'integer' }],
    risk_facts: {
      reversible: false,
      undo: t('blank.undo'),
      money: false,
      data_class: 'internal',
      verb: t('blank.verb'),
    },
    example: {
      resource: catalogue.resources[0]?.pattern.replaceAll('*', '1') ?? `${kind}:1`,
      params: { amount: 1 },
      executor: catalogue.executors[0] ?? 'executor',
    },
  }
}

export function blankResource(t: Translate<'boundary'>, catalogue: CatalogueJson): ResourceJson {
  const kind = catalogue.action_types[0]?.resource_kind ?? 'thing'
  return {
    kind,
    pattern: `${kind}:new-*`,
    title: t('blank.resource'),
    environment: 'prod',
    sensitivity: 'internal',
    facts: {},
  }
}
