/** The rows that this page wrote into the address, oldest first; the last is what it wrote last, the first what arrived last. */
export type OwnWrites = readonly (string | null)[]

/**
 * An address has arrived. One that was written here says nothing new, not even where a newer one is under way already: it
 * must not take back what was chosen since. Any other (a link, Back) is where the person wants to be.
 */
export function afterArrival(written: OwnWrites, arrived: string | null): { written: OwnWrites; isNews: boolean } {
  const at = written.lastIndexOf(arrived)
  return at < 0 ? { written: [arrived], isNews: true } : { written: written.slice(at), isNews: false }
}
