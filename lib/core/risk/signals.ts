import type { Facts } from '../boundary/cedar-request'
import type { ActionType } from '../directory'

/** A chip of the inbox row, its label in English, by weight; red is spent on hidden characters only. */
export type Signal = { key: string; label: string; tone: 'neutral' | 'warn' | 'danger' }

/** Every signal there is. */
export const signalKeys = [
  'hidden',
  'look_alike',
  'denied_before',
  'supersedes',
  'irreversible',
  'opaque',
  'first_time',
  'burst',
  'secret',
  'personal',
  'delegated',
  'emergency',
] as const
export type SignalKey = (typeof signalKeys)[number]

/** At most four signals, heaviest first; pure over server facts, so the agent's words cannot add or hide one (law 7). */
export function signalsOf(type: ActionType, facts: Facts, supersedes: boolean, lookAlike: boolean): Signal[] {
  const list: (Signal & { key: SignalKey })[] = []
  if (facts.hiddenCharacters > 0)
    list.push({
      key: 'hidden',
      label: facts.hiddenCharacters === 1 ? 'hidden character' : `${facts.hiddenCharacters} hidden characters`,
      tone: 'danger',
    })
  if (lookAlike) list.push({ key: 'look_alike', label: 'look-alike', tone: 'warn' })
  if (facts.history.denied_before) list.push({ key: 'denied_before', label: 'retry of denied', tone: 'warn' })
  else if (supersedes) list.push({ key: 'supersedes', label: 'revised', tone: 'neutral' })
  if (!type.riskFacts.reversible) list.push({ key: 'irreversible', label: 'irreversible', tone: 'neutral' })
  if (type.titleTemplate === null) list.push({ key: 'opaque', label: 'opaque', tone: 'warn' })
  if (facts.velocity.resource_24h.count === 0 && facts.velocity.agent_24h.count === 0)
    list.push({ key: 'first_time', label: 'first today', tone: 'neutral' })
  if (facts.velocity.agent_1h.count >= 10)
    list.push({ key: 'burst', label: `${facts.velocity.agent_1h.count} in an hour`, tone: 'warn' })
  if (facts.secret) list.push({ key: 'secret', label: 'secret', tone: 'neutral' })
  if (type.riskFacts.dataClass === 'personal') list.push({ key: 'personal', label: 'personal data', tone: 'neutral' })
  if (facts.principals > 0) list.push({ key: 'delegated', label: 'delegated', tone: 'neutral' })
  if (facts.emergency) list.push({ key: 'emergency', label: 'says emergency', tone: 'neutral' })
  return list.slice(0, 4)
}
