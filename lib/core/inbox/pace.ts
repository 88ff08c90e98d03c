/** More pending than this is too much for one person to read well. */
export const CROWD = 25

/**
 * How many of these requests will be over before somebody gets to them, who takes so long for each and does the most
 * urgent first. `leftMs`: time left of each, in milliseconds.
 */
export function willExpire(leftMs: readonly number[], secondsEach: number): number {
  let done = 0
  let late = 0
  for (const left of [...leftMs].sort((a, b) => a - b)) {
    // What cannot be reached in time costs no time.
    if ((done + 1) * secondsEach * 1_000 > left) late += 1
    else done += 1
  }
  return late
}
