import { type Absence, type NoStandIn, standInFor } from '../absence/absence'
import { answerableFor } from '../accountability/may'
import { candidates, type Deciding, isAsked, whyIneligible } from '../decision/eligibility'
import type { Directory } from '../directory'
import type { Line } from '../rota/rota'
import type { LadderStep } from './ladder'

/** Why somebody is told, or was not: codes and ids, so that the sentence is made when it is read. */
export type Note =
  | { code: 'on_call' | 'next_in_line' | 'backup'; team: string; person: string }
  /** It is their turn, and they may not decide this one. */
  | { code: 'passed_over'; team: string; person: string }
  | { code: 'stand_in'; person: string; for: string }
  | { code: 'no_stand_in'; person: string; why: NoStandIn }
  | { code: 'no_rota' | 'holiday' | 'not_begun' | 'nobody' | 'too_few' | 'no_backup'; team: string }
  | { code: 'again'; person: string }
  | { code: 'owner'; person: string }
  /** Nobody is left who could decide it: whoever answers for the workflow is told at once. */
  | { code: 'nobody_can_decide' }

/** Whom a step tells, in order, and why. */
export type Told = { people: string[]; notes: Note[] }

/** Everything that telling depends on. */
export type Situation = {
  request: Deciding & { workflowId: string }
  /** Of the teams that have a rota, by id. */
  lines: ReadonlyMap<string, Line>
  away: ReadonlyMap<string, Absence>
  /** Who has decided or abstained: they need not be told again. */
  decided: ReadonlySet<string>
  /** In whose place others approve for a while (UX 4.5): told only where nobody else could decide. */
  resting?: ReadonlySet<string>
  directory: Directory
}

/**
 * Who is told first: of every team that is asked, as many as the rule needs, from whoever is on call on; the whole team where
 * there is no rota, on holidays, and where somebody is away and nobody stands in. Only people who may decide it are told.
 */
export function tellFirst(situation: Situation): Told {
  const telling = new Telling(situation)
  const all = telling.eligible
  if (all.length === 0) return tellOwner(situation, { code: 'nobody_can_decide' })
  for (const group of situation.request.consent.groups)
    for (const team of group.team_ids) telling.team(team, group.quorum)
  // One person may stand in for several: whoever is away is told as well before too few are.
  if (telling.people.length < Math.min(situation.request.consent.quorum, all.length)) telling.these(all)
  return telling.told()
}

/** Whom a step of the ladder tells. `before`: everybody who was told so far; a step only ever adds to them. */
export function tellAt(step: LadderStep, situation: Situation, before: readonly string[]): Told {
  if (step === 'owner') return tellOwner(situation)
  const telling = new Telling(situation)
  if (telling.eligible.length === 0) return tellOwner(situation, { code: 'nobody_can_decide' })
  const waiting = before.filter((id) => telling.eligible.includes(id))
  if (step === 'backup') {
    for (const team of teamsAsked(situation.request)) telling.backup(team, before)
    if (telling.people.length > 0) return telling.told()
  }
  for (const id of waiting) telling.add(id, { code: 'again', person: id })
  // Somebody else may have come on call since, or be away now.
  const now = tellFirst(situation)
  const fresh = now.people.filter((id) => !telling.people.includes(id))
  const people = [...telling.people, ...fresh]
  return {
    people,
    notes: [...telling.notes, ...now.notes.filter((note) => !('person' in note) || fresh.includes(note.person))],
  }
}

function tellOwner({ request, directory }: Situation, ...notes: Note[]): Told {
  const workflow = directory.workflows.get(request.workflowId)
  const people = workflow ? answerableFor(workflow, directory) : []
  return { people, notes: [...notes, ...people.map((person): Note => ({ code: 'owner', person }))] }
}

function teamsAsked(request: Deciding): string[] {
  return [...new Set(request.consent.groups.flatMap((group) => group.team_ids))]
}

/** Collects whom to tell, each once, with the reason. */
class Telling {
  readonly people: string[] = []
  readonly notes: Note[] = []

  /** Everybody who may decide this request and has not. */
  readonly eligible: readonly string[]
  private readonly situation: Situation

  constructor(situation: Situation) {
    const { request, directory, decided, resting } = situation
    this.situation = situation
    const able = candidates(request.consent, directory).filter(
      (id) => !decided.has(id) && whyIneligible(id, request, directory) === null,
    )
    const rested = able.filter((id) => !resting?.has(id))
    // Too few without them: then it is as if nobody rested.
    this.eligible = rested.length >= Math.min(request.consent.quorum, able.length) ? rested : able
  }

  told(): Told {
    return { people: this.people, notes: this.notes }
  }

  add(person: string, note: Note): boolean {
    if (this.people.includes(person)) return false
    this.people.push(person)
    this.note(note)
    return true
  }

  /** As many of a team as are needed, from whoever is on call on. */
  team(team: string, needed: number): void {
    const members = this.eligibleIn(team)
    const line = this.situation.lines.get(team)
    if (!line || line.by === 'everybody') {
      this.note({ code: line ? line.why : 'no_rota', team })
      this.everybody(members)
      return
    }
    let found = 0
    let whole = false
    for (const [at, person] of line.people.entries()) {
      if (found >= needed) break
      if (!members.includes(person)) {
        if (at === 0 && !this.situation.decided.has(person)) this.note({ code: 'passed_over', team, person })
        continue
      }
      if (!this.situation.away.has(person)) {
        // Who was told for another group counts here as well.
        this.add(person, { code: at === 0 ? 'on_call' : 'next_in_line', team, person })
        found += 1
      } else if (this.standIn(person)) found += 1
      else whole = true
    }
    if (!whole && found >= needed) return
    if (!whole && members.length > found) this.note({ code: 'too_few', team })
    this.everybody(members)
  }

  /** The next of a team who is here and was not told yet; the rest of the team when its line has nobody. */
  backup(team: string, before: readonly string[]): void {
    const line = this.situation.lines.get(team)
    const left = this.eligibleIn(team).filter((id) => !before.includes(id) && !this.people.includes(id))
    if (left.length === 0) return
    const next =
      line && line.by !== 'everybody'
        ? line.people.find((id) => left.includes(id) && !this.situation.away.has(id))
        : undefined
    if (next !== undefined) {
      this.add(next, { code: 'backup', team, person: next })
      return
    }
    this.note({ code: 'no_backup', team })
    this.everybody(left)
  }

  /** All of these; somebody who is away only when nobody stands in for them. */
  everybody(people: readonly string[]): void {
    this.these(people.filter((person) => !this.situation.away.has(person) || !this.standIn(person)))
  }

  these(people: readonly string[]): void {
    for (const person of people) if (!this.people.includes(person)) this.people.push(person)
  }

  /** Tells whoever stands in for somebody who is away; false, with the reason, when nobody does. */
  private standIn(person: string): boolean {
    const found = standInFor(person, this.situation.away, (id) => this.eligible.includes(id))
    if (found.personId === null) {
      this.note({ code: 'no_stand_in', person, why: found.why })
      return false
    }
    this.add(found.personId, { code: 'stand_in', person: found.personId, for: person })
    return true
  }

  private eligibleIn(team: string): string[] {
    const { request, directory } = this.situation
    return this.eligible.filter((id) => isAsked(id, team, request, directory))
  }

  private note(note: Note): void {
    const text = JSON.stringify(note)
    if (!this.notes.some((known) => JSON.stringify(known) === text)) this.notes.push(note)
  }
}
