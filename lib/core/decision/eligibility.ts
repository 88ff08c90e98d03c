import type { Consent } from '../boundary/consent'
import type { Directory } from '../directory'
import type { IneligibleWhy } from '../refusal'

/** What eligibility needs to know of a request; all of it is immutable once submitted. */
export type Deciding = {
  agentId: string
  sponsorId: string
  executorId: string
  principals: readonly string[]
  consent: Consent
  /** People who let the change through that this request needs less by: one of the first of those (UX S8). */
  barred: readonly string[]
  /** When it was asked: who joined a team later is none of those asked. */
  createdAt: Date
  /**
   * Who handed it over to somebody else, and so is out of it. Absent where it cannot matter: who has decided cannot hand
   * over, and who handed over cannot decide, so those who count decisions need not ask.
   */
  handedOver?: readonly string[]
}

/**
 * May this person give consent to this request? Asked at decision, again when the quorum is counted and again at
 * redemption (law 4). Identities are compared by immutable id.
 */
export function whyIneligible(personId: string, request: Deciding, directory: Directory): IneligibleWhy | null {
  const person = directory.people.get(personId)
  if (person?.status !== 'active') return 'disabled'
  if (isSeparated(personId, request, directory)) {
    return request.principals.includes(personId) ? 'principal' : 'sponsor'
  }
  if (request.handedOver?.includes(personId)) return 'handed_over'
  if (request.barred.includes(personId)) return 'loosened'
  if (teamsOf(personId, request, directory).length > 0) return null
  return candidates(request.consent, directory).includes(personId) ? 'joined_later' : 'not_in_team'
}

/**
 * Separation of duties: nobody decides on a request of an agent they sponsor (at submission or now), that acts on their
 * behalf, or whose executor they sponsor.
 */
export function isSeparated(personId: string, request: Deciding, directory: Directory): boolean {
  return (
    request.principals.includes(personId) ||
    request.sponsorId === personId ||
    directory.agents.get(request.agentId)?.sponsorId === personId ||
    directory.executors.get(request.executorId)?.sponsorId === personId
  )
}

/** Ids of the consent's teams that this person is in now and was in when it was asked. */
export function teamsOf(personId: string, request: Deciding, directory: Directory): string[] {
  const ids = new Set(request.consent.groups.flatMap((group) => group.team_ids))
  return [...ids].filter((id) => isAsked(personId, id, request, directory))
}

/**
 * Is the person asked as a member of this team? They must be one now and have been one when it was asked: who puts
 * themselves into a team while a request is pending decides nothing on it (ATTACKS 38), and who left does not either.
 */
export function isAsked(personId: string, teamId: string, request: Deciding, directory: Directory): boolean {
  const since = directory.teams.get(teamId)?.memberSince.get(personId)
  return since !== undefined && since <= request.createdAt
}

/** Everyone in the consent's teams, eligible or not, sorted by name then id. */
export function candidates(consent: Consent, directory: Directory): string[] {
  const ids = new Set<string>()
  for (const group of consent.groups)
    for (const team of group.team_ids) for (const member of directory.teams.get(team)?.memberIds ?? []) ids.add(member)
  const name = (id: string) => directory.people.get(id)?.name ?? ''
  return [...ids].sort((a, b) => name(a).localeCompare(name(b), 'en') || (a < b ? -1 : 1))
}
