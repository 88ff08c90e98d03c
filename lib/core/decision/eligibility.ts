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
  if (teamsOf(personId, request.consent, directory).length === 0) return 'not_in_team'
  return null
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

/** Ids of the consent's teams that this person is in now. */
export function teamsOf(personId: string, consent: Consent, directory: Directory): string[] {
  const ids = new Set(consent.groups.flatMap((group) => group.team_ids))
  return [...ids].filter((id) => directory.teams.get(id)?.memberIds.has(personId) ?? false)
}

/** Everyone in the consent's teams, eligible or not, sorted by name then id. */
export function candidates(consent: Consent, directory: Directory): string[] {
  const ids = new Set<string>()
  for (const group of consent.groups)
    for (const team of group.team_ids) for (const member of directory.teams.get(team)?.memberIds ?? []) ids.add(member)
  const name = (id: string) => directory.people.get(id)?.name ?? ''
  return [...ids].sort((a, b) => name(a).localeCompare(name(b), 'en') || (a < b ? -1 : 1))
}
