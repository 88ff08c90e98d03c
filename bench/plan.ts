/** How much of everything one run does. */
export interface Plan {
  /** Calls at once; the server's pool has twenty connections. */
  readonly clients: number
  /** Ours and its peers take turns so often; the median of the turns counts, because machines have moods. */
  readonly rounds: number
  readonly seconds: number
  /** Calls before anything counts, for the compiler to have seen them. */
  readonly warmUp: number
  readonly doubleGrants: number
  readonly doubleAttempts: number
  /** The attempts end after so long, however many there were. */
  readonly doubleSeconds: number
  /** Requests in the database when the lists are read, first and then. */
  readonly sizes: readonly [number, number]
  readonly reads: number
  readonly evaluations: number
  readonly appearances: number
  /** Recorded requests that are simulated. */
  readonly simulated: number
  readonly keys: number
  /** Requests that wait for one approver, in a browser. */
  readonly inbox: number
}

const usual: Plan = {
  clients: 16,
  rounds: 3,
  seconds: 3,
  warmUp: 3_000,
  doubleGrants: 2_000,
  doubleAttempts: 20_000,
  doubleSeconds: 45,
  sizes: [10_000, 200_000],
  reads: 60,
  evaluations: 5_000,
  appearances: 100,
  simulated: 10_000,
  keys: 150,
  inbox: 1_000,
}

/** `quick` proves that everything works and measures nothing; `full` is the million of DESIGN section 13. */
export const plans: Readonly<Record<'quick' | 'usual' | 'full', Plan>> = {
  quick: {
    clients: 4,
    rounds: 1,
    seconds: 0.5,
    warmUp: 40,
    doubleGrants: 10,
    doubleAttempts: 60,
    doubleSeconds: 45,
    sizes: [200, 1_000],
    reads: 5,
    evaluations: 200,
    appearances: 5,
    simulated: 200,
    keys: 12,
    inbox: 80,
  },
  usual,
  full: {
    ...usual,
    rounds: 5,
    seconds: 5,
    doubleGrants: 20_000,
    doubleAttempts: 1_000_000,
    doubleSeconds: 7_200,
    sizes: [10_000, 1_000_000],
  },
}

/** What every measurement is given. */
export interface Bench {
  readonly plan: Plan
  /** Progress, for the person who waits. */
  readonly say: (line: string) => void
}
