import { accountabilityGaps, vendorGaps } from '../accountability/gap'
import { accountabilityWords } from '../accountability/say'
import type { Directory, DirectoryWorkflow } from '../directory'
import type { SaidIn } from '../language/said'

/** A gap of a workflow in one sentence, with what it is about. */
export type SaidGap = { code: 'accountability_gap' | 'vendor_incomplete'; where: string; sentence: string }

/**
 * Everything that nobody answers for, said: the roles of the workflow, and the vendors of the runtimes that it names. While
 * there is one, new requests are denied and no version can be activated (DESIGN 5).
 */
export function workflowGaps(
  workflow: Pick<DirectoryWorkflow, 'assignments'>,
  runtimes: Iterable<string>,
  directory: Directory,
  now: Date,
  language: SaidIn = 'en',
): SaidGap[] {
  const words = accountabilityWords(language)
  const named = new Set(runtimes)
  const vendors = [...directory.runtimes.values()].filter((runtime) => named.has(runtime.slug))
  return [
    ...accountabilityGaps(workflow, directory, now).map(
      (gap): SaidGap => ({
        code: 'accountability_gap',
        where: gap.role,
        sentence: `${words.roles[gap.role]}: ${words.gaps[gap.why]}.`,
      }),
    ),
    ...vendors.flatMap((runtime) =>
      vendorGaps(runtime.id, directory).map(
        (gap): SaidGap => ({
          code: 'vendor_incomplete',
          where: gap.runtime,
          sentence: words.vendorGap(gap.missing, gap.runtime),
        }),
      ),
    ),
  ]
}
