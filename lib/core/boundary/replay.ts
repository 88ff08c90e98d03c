import type { Json } from '../canonical/json'
import type { Catalogue } from '../catalogue/catalogue'
import type { ActionType, Directory } from '../directory'
import type { Level } from '../presentation/presentation'
import type { Judge } from '../request/draft'
import { findResource, readResource } from '../request/resource'
import { type CedarRequest, cedarRequest, type Facts } from './cedar-request'
import { combine } from './combine'
import { type Consent, levelOf } from './consent'
import type { Uncatalogued } from './wish-words'

/** What is known of a request that was made, or is imagined, whatever version judges it. */
export type Replayable = {
  agent: { id: string; slug: string; runtime: string }
  action: string
  resource: string
  params: { [name: string]: Json }
  facts: Pick<
    Facts,
    'velocity' | 'history' | 'principals' | 'now' | 'strength' | 'emergency' | 'hiddenCharacters' | 'secret'
  >
}

/** One version: its catalogue, and how its rules are asked. */
export type Side = {
  catalogue: Catalogue
  evaluate: Judge['evaluate']
  /** Do the params fit the action's schema? Asked of whoever has a validator. */
  fits: (type: ActionType, params: { [name: string]: Json }) => boolean
}

/**
 * How a version judges: `uncatalogued` when it does not know the action, the resource or the params, or the agent takes no
 * part in it. Then there is nothing to ask, and it counts as denied.
 */
export type Replayed = {
  level: Level
  consent: Consent | null
  /** The rules that determined the level, by id. */
  rules: string[]
  reasons: { id: string; reason: string }[]
  uncatalogued: Uncatalogued | null
  request: CedarRequest | null
}

/** Asks one version about one request. The hard rules beside the boundary (gaps, suspensions) are left out: they are no part of a text. */
export function replay(wish: Replayable, side: Side, directory: Pick<Directory, 'teamIdBySlug'>): Replayed {
  const unknown = (uncatalogued: Replayed['uncatalogued']): Replayed => ({
    level: 'TX',
    consent: null,
    rules: [],
    reasons: [],
    uncatalogued,
    request: null,
  })
  const { catalogue } = side
  if (!catalogue.agents.has(wish.agent.slug) || !catalogue.runtimes.has(wish.agent.runtime)) return unknown('agent')
  const type = catalogue.actionTypes.get(wish.action)
  if (!type) return unknown('action')
  const resource = readResource(wish.resource)
  const pattern = resource && findResource(wish.resource, resource.kind, catalogue.resources)
  if (!resource || !pattern || resource.kind !== type.resourceKind) return unknown('resource')
  if (!side.fits(type, wish.params)) return unknown('params')
  const request = cedarRequest({
    ...wish.facts,
    agent: wish.agent,
    action: wish.action,
    paramsSchema: type.paramsSchema,
    resource: {
      id: wish.resource,
      kind: resource.kind,
      environment: pattern.environment,
      sensitivity: pattern.sensitivity,
    },
    params: wish.params,
  })
  const { consent, reasons } = combine(side.evaluate(request), directory.teamIdBySlug, type.titleTemplate === null)
  const named = reasons.flatMap(({ rule, message }) => (rule === undefined ? [] : [{ id: rule, reason: message }]))
  return {
    level: levelOf(consent),
    consent,
    rules: named.map(({ id }) => id),
    reasons: named,
    uncatalogued: null,
    request,
  }
}
