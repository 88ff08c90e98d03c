/** Somebody is out of office. A delegate stands in for them as to who is told, and for nothing else. */
export type Absence = {
  id: string
  personId: string
  delegateId: string | null
  from: Date
  until: Date
}

/** Who is away at an instant, by person. */
export function awayAt(absences: readonly Absence[], at: Date): Map<string, Absence> {
  return new Map(
    absences.filter(({ from, until }) => from <= at && at < until).map((absence) => [absence.personId, absence]),
  )
}

/** So many delegates are followed: whom the delegate names, and nobody further. */
export const FOLLOWED_AT_MOST = 2

export type NoStandIn = 'no_delegate' | 'not_eligible' | 'cycle' | 'too_deep'
export type StandIn = { personId: string } | { personId: null; why: NoStandIn }

/**
 * Who is told instead of somebody who is away: their delegate, or the delegate's own when that one is away too. `may`: could
 * this person decide by themselves? Being a delegate gives nobody that.
 */
export function standInFor(
  personId: string,
  away: ReadonlyMap<string, Absence>,
  may: (personId: string) => boolean,
): StandIn {
  const seen = new Set([personId])
  let at = personId
  for (let followed = 0; ; followed++) {
    const absence = away.get(at)
    if (!absence) return may(at) ? { personId: at } : { personId: null, why: 'not_eligible' }
    if (absence.delegateId === null) return { personId: null, why: 'no_delegate' }
    if (seen.has(absence.delegateId)) return { personId: null, why: 'cycle' }
    if (followed === FOLLOWED_AT_MOST) return { personId: null, why: 'too_deep' }
    at = absence.delegateId
    seen.add(at)
  }
}
