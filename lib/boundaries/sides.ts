import type { Replayable, Side } from '@/lib/core/boundary/replay'
import { type CatalogueJson, readCatalogue } from '@/lib/core/catalogue/catalogue'
import type { Directory } from '@/lib/core/directory'
import { evaluateBoundary, likenessOf, type PreparedBoundary, prepareBoundary, prepareText } from '@/lib/platform/cedar'
import { checkParams } from '@/lib/requests/params'
import type { Around, Checked } from './around'
import type { Recorded } from './store-recorded'

/** A version that nothing is in force of: it denies everything. */
const nothing: CatalogueJson = { action_types: [], resources: [], agents: [], executors: [], runtimes: [] }

/** One version as requests are replayed against it. A schema that cannot be used fits nothing. */
function sideOf(catalogue: CatalogueJson, prepared: PreparedBoundary | null): Side {
  return {
    catalogue: readCatalogue(catalogue),
    evaluate: askingOnce(prepared),
    fits: (type, params) => {
      try {
        return checkParams(type, params).length === 0
      } catch {
        return false
      }
    },
  }
}

/** How many answers are kept while recorded requests are judged again. */
const KEPT = 5_000

/** Asks the engine once about requests that the rules cannot tell apart: an agent's habits are many requests and few kinds. */
function askingOnce(prepared: PreparedBoundary | null): Side['evaluate'] {
  if (prepared === null) return (request) => evaluateBoundary(prepared, request)
  const known = new Map<string, ReturnType<Side['evaluate']>>()
  return (request) => {
    const key = likenessOf(prepared, request)
    const answer = known.get(key) ?? evaluateBoundary(prepared, request)
    if (known.size >= KEPT) known.clear()
    known.set(key, answer)
    return answer
  }
}

/** The version in force. */
export function activeSide(active: Around['active']): Side {
  return active ? sideOf(active.catalogue, prepareBoundary(active)) : sideOf(nothing, null)
}

/** A text that is no version yet. */
export function draftSide(text: Pick<Checked, 'cedar' | 'catalogue'>): Side {
  return sideOf(text.catalogue, prepareText(text.cedar))
}

/** A recorded request with the facts of its own moment. */
export function replayable(
  recorded: Pick<Recorded, 'agentId' | 'action' | 'resource' | 'params' | 'context' | 'at'>,
  directory: Directory,
): Replayable {
  const agent = directory.agents.get(recorded.agentId)
  const { context } = recorded
  return {
    agent: {
      id: recorded.agentId,
      slug: agent?.slug ?? '',
      runtime: directory.runtimes.get(agent?.runtimeId ?? '')?.slug ?? '',
    },
    action: recorded.action,
    resource: recorded.resource,
    params: recorded.params,
    facts: {
      velocity: context.velocity,
      history: context.history,
      principals: context.delegation.principals,
      now: recorded.at,
      strength: context.credential.strength,
      emergency: context.emergency,
      hiddenCharacters: context.hidden_characters,
      secret: context.secret ?? null,
    },
  }
}
