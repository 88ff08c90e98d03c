import type { Facts } from '../boundary/cedar-request'
import type { ActionType, ResourcePattern } from '../directory'
import type { LookAlike } from '../request/look-alike'
import type { PresentedFact } from './presentation'

/** The risk facts of the action and resource, each with the registry it comes from. */
export function riskFacts(type: ActionType, pattern: ResourcePattern): PresentedFact[] {
  const { reversible, undo, money, dataClass } = type.riskFacts
  return [
    {
      key: 'reversible',
      label: 'Undo',
      value: reversible ? undo : `Irreversible. ${undo}`,
      source: 'action registry',
      flag: !reversible,
    },
    {
      key: 'environment',
      label: 'Environment',
      value: pattern.environment,
      source: 'resource registry',
      flag: pattern.environment === 'prod',
    },
    {
      key: 'data_class',
      label: 'Data',
      value: dataWords[dataClass],
      source: 'action registry',
      flag: dataClass === 'personal' || dataClass === 'secret',
    },
    ...(money ? [{ key: 'money', label: 'Money', value: 'Moves money', source: 'action registry', flag: true }] : []),
    {
      key: 'sensitivity',
      label: 'Sensitivity',
      value: pattern.sensitivity,
      source: 'resource registry',
      flag: pattern.sensitivity === 'high',
    },
  ]
}

const dataWords = {
  none: 'No personal data',
  internal: 'Internal data',
  personal: 'Personal data',
  secret: 'Secrets',
} as const

/** What the server counted and checked about this request, with sources. */
export function serverFacts(facts: Facts, resourceTwin?: LookAlike): PresentedFact[] {
  const counted = `counted ${facts.now.toISOString().slice(11, 19)} UTC`
  const { velocity, history } = facts
  const list: PresentedFact[] = [
    {
      key: 'credential',
      label: 'Identity',
      value: facts.strength === 'private_key_jwt' ? 'Signed assertion (private_key_jwt)' : 'API key',
      source: 'checked at submission',
      flag: facts.strength === 'api_key',
    },
    {
      key: 'rate',
      label: 'Rate',
      value: `${velocity.agent_1h.count} of this kind in the last hour, ${velocity.agent_24h.count} in 24 h`,
      source: counted,
      flag: velocity.agent_1h.count >= 10,
    },
    {
      key: 'denied_before',
      label: 'Denied before',
      value: history.denied_before
        ? `${history.similar_denied === 1 ? 'Once' : `${history.similar_denied} times`}, the same wish on this resource`
        : 'No',
      source: counted,
      flag: history.denied_before,
    },
  ]
  if (velocity.resource_24h.count > 0)
    list.push({
      key: 'resource_rate',
      label: 'This resource',
      value: `${velocity.resource_24h.count === 1 ? 'one request' : `${velocity.resource_24h.count} requests`} of this kind in 24 h`,
      source: counted,
      flag: velocity.resource_24h.count >= 5,
    })
  if (facts.principals > 1)
    list.push({
      key: 'principals',
      label: 'Acts for',
      value: `${facts.principals} people; the lowest authority applies`,
      source: 'request',
      flag: true,
    })
  if (facts.hiddenCharacters > 0)
    list.push({
      key: 'hidden',
      label: 'Hidden characters',
      value: `${facts.hiddenCharacters}, shown as ⟦U+…⟧`,
      source: 'counted by the server',
      flag: true,
    })
  if (resourceTwin)
    list.push({
      key: 'look_alike',
      label: 'Look-alike',
      value: `The resource ${sayLookAlike(resourceTwin)}`,
      source: 'compared by the server',
      flag: true,
    })
  if (facts.emergency)
    list.push({
      key: 'emergency',
      label: 'Emergency',
      value: 'The agent set the emergency signal; it changes no rule',
      source: 'request',
      flag: true,
    })
  return list
}

/** What is wrong with a value that reads like another one; said after "The resource" or alone. */
export function sayLookAlike(found: LookAlike): string {
  return `looks the same as another one in the earlier request ${found.bindingCode}, but is not`
}
