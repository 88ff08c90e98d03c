import type { Blocker } from '@/lib/core/refusal'
import type { CheckView } from './schema'

/** What keeps a text from being read at all. */
export function textBlockers(check: Pick<CheckView, 'faults' | 'catalogue_faults'>): Blocker[] {
  return [
    ...check.faults.slice(0, 20).map(
      (fault): Blocker => ({
        code: 'invalid_text',
        where: fault.rule ?? `line ${fault.line}`,
        message: `Line ${fault.line}, column ${fault.column}: ${fault.message}`,
      }),
    ),
    ...check.catalogue_faults.slice(0, 20).map(
      (fault): Blocker => ({
        code: 'invalid_catalogue',
        where: fault.pointer,
        message: fault.message,
      }),
    ),
  ]
}
