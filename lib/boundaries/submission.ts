import type { SimulationSummary } from '@/lib/core/boundary/analysis'
import { blockerWords } from '@/lib/core/boundary/blocker-words'
import { reviewsNeeded } from '@/lib/core/boundary/review'
import { deniedCount, loosest, simulationDirection } from '@/lib/core/boundary/simulation'
import { digestOf } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import type { SaidIn } from '@/lib/core/language/said'
import { limits } from '@/lib/core/limits'
import type { Blocker } from '@/lib/core/refusal'
import type { Db } from '@/lib/platform/transaction'
import type { Around, Checked } from './around'
import { blockersNow, checkText } from './check'
import { handingIn } from './code'
import type { CheckView } from './schema-views'
import { simulate } from './simulate'
import { recordedRequests } from './store-recorded'
import type { Freeze } from './store-review'

/** Everything that is found out about a text before it is handed in, outside of any transaction: it may take seconds. */
export type Analysed = { text: Checked; around: Around; check: CheckView; simulation: SimulationSummary | null }

/** In English, as it will be frozen. Null simulation: the text has faults, so nothing can be judged by it. */
export async function analyse(db: Db, text: Checked, around: Around): Promise<Analysed> {
  const check = await checkText(text, around, 'en')
  const faulty = check.faults.length > 0 || check.catalogue_faults.length > 0
  if (faulty) return { text, around, check, simulation: null }
  const recorded = recordedRequests(db, around.workflow.id, limits.simulatedRequestsMax)
  return { text, around, check, simulation: await simulate(text, around, recorded) }
}

/** What keeps a change from being handed in now. What only keeps it from being activated may be settled during the review. */
export function submissionBlockers(
  { text, around, check, simulation }: Analysed,
  accepts: boolean,
  language: SaidIn,
): Blocker[] {
  const blockers = language === 'en' ? check.blockers : blockersNow(text, around, language)
  const passing = simulation?.denied_would_pass ?? []
  const count = simulation ? deniedCount(simulation) : 0
  const unaccepted: Blocker[] =
    passing.length > 0 && !accepts
      ? [
          {
            code: 'denied_would_pass',
            where: passing.map(({ code }) => code).join(', '),
            message: blockerWords[language].deniedWouldPass(count),
          },
        ]
      : []
  return [...blockers.filter(({ code }) => handingIn.has(code)), ...unaccepted]
}

/** `submission` makes every handing-in one of its kind: what was said of an earlier one counts for that one only. */
type Named = {
  workflow: string
  version: number
  basedOn: number | null
  submission: string
  /** Not before then; null: with its last approval. */
  activateAt: Date | null
}

/**
 * What is frozen with a change, and the digest that its reviewers sign: it covers the text, the catalogue, the tests, what
 * they were told of it, and who accepted what.
 */
export function frozenOf(
  named: Named,
  text: Checked,
  { check, simulation }: { check: CheckView; simulation: SimulationSummary },
  submitter: { id: string; accepts: boolean },
): Freeze {
  const comparison = check.comparison ?? { direction: 'loosens', items: [], cells: { asked: 0, complete: false } }
  const accepted_by = simulation.denied_would_pass.length > 0 && submitter.accepts ? submitter.id : null
  // Before the first version everything was denied, so whatever a first one allows loosens.
  const direction =
    named.basedOn === null ? 'loosens' : loosest([comparison.direction, simulationDirection(simulation)])
  return {
    analysis: {
      comparison,
      simulation,
      tests: check.tests,
      accepted_by,
      submitted_by: submitter.id,
      submission: named.submission,
    },
    direction,
    reviewsNeeded: reviewsNeeded(direction),
    changeDigest: digestOf(
      plain({
        v: 1,
        workflow: named.workflow,
        version: named.version,
        submission: named.submission,
        based_on: named.basedOn,
        cedar: text.cedar,
        catalogue: text.catalogue,
        tests: text.tests,
        comparison,
        simulation: { dataset: simulation.dataset, matrix: simulation.matrix },
        denied_would_pass: simulation.denied_would_pass.map(({ request_id }) => request_id),
        denied_count: simulation.denied_count,
        accepted_by,
        activate_at: named.activateAt?.toISOString() ?? null,
      }),
    ),
    activateAt: named.activateAt,
  }
}

/** As JSON, without members that are not there. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}
