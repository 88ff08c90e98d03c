/** True when every character is printable ASCII (U+0020 to U+007E): nothing in it can hide or pretend. */
export function isAsciiPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

/**
 * True for two texts that Unicode holds to be the same (canonical equivalence, UAX 15) and that are still different
 * bytes, such as `é` in one code point and in two. Their digests differ; a reader cannot tell them apart (ATTACKS 8).
 */
export function sameButDifferentBytes(a: string, b: string): boolean {
  return a !== b && a.normalize('NFC') === b.normalize('NFC')
}
