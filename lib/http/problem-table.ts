import { boundaryProblems } from './problems/boundary'
import { callProblems } from './problems/call'
import { decisionProblems } from './problems/decision'
import { grantProblems } from './problems/grant'
import { peopleProblems } from './problems/people'
import { registryProblems } from './problems/registry'
import { requestProblems } from './problems/request'
import type { ProblemRow, RefusalCode } from './problems/row'
import { triageProblems } from './problems/triage'

export type { ProblemRow, RefusalCode }

/** Every refusal in RFC 9457 terms: the one place where a code meets a status. */
export const problems = {
  ...callProblems,
  ...requestProblems,
  ...decisionProblems,
  ...triageProblems,
  ...grantProblems,
  ...boundaryProblems,
  ...registryProblems,
  ...peopleProblems,
} satisfies Record<RefusalCode, ProblemRow>
