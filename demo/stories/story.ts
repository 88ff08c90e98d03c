import type { Wish } from '../wire'

/** One thing an agent asks, and how it goes on. */
export interface Story {
  /** Slug of the agent. */
  readonly agent: string
  /** For the demo's own log lines, e.g. `refund €45.00 to ch_1042`. */
  readonly says: string
  readonly wish: Wish
  /** After a denial that leaves room: the wish a bit changed, asked again with `supersedes`. */
  readonly revised?: Story
  /** After consent: hand over something else first, to show that it is refused. */
  readonly tampered?: Pick<Wish, 'params'>
}

/** Where a story's variety comes from: chance, and who is there. */
export interface Draw {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  /** The id of the person with this e-mail address. */
  person(email: string): string
}

export function drawFrom(
  random: () => number,
  people: readonly { readonly id: string; readonly email: string }[],
): Draw {
  const int = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  return {
    int,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
    person: (email) => {
      const found = people.find((person) => person.email === email)
      if (!found) throw new Error(`nobody in the demo has the address ${email}`)
      return found.id
    },
  }
}

/** Minor units as a person says them; for log lines only. */
export function euros(minor: number): string {
  return `€${(minor / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`
}
