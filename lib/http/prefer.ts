import { limits } from '@/lib/core/limits'

/**
 * The seconds of `Prefer: wait=N` (RFC 7240 section 4.3), at most 60; null when there is none that can be honoured.
 * A preference that is not understood is ignored, never refused (section 2), and the first of two counts.
 */
export function preferredWait(header: string | null): number | null {
  for (const preference of (header ?? '').split(',')) {
    const [name, value] = (preference.split(';', 1)[0] ?? '').split('=', 2).map((part) => part.trim())
    if (name?.toLowerCase() !== 'wait') continue
    const digits = /^"?(\d{1,6})"?$/.exec(value ?? '')?.[1]
    return digits === undefined ? null : Math.min(Number(digits), limits.waitSecondsMax)
  }
  return null
}
