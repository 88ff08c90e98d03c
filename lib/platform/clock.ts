/** Where the time comes from. Verbs are given `now`; only edges and jobs ask a clock. */
export interface Clock {
  now(): Date
}

/** The clock of this machine. What must hold to the second is decided by the database's clock in the statement that acts. */
export const systemClock: Clock = { now: () => new Date() }
