import { performance } from 'node:perf_hooks'
import { cedarRequest } from '@/lib/core/boundary/cedar-request'
import { evaluateBoundary, prepareBoundary } from '@/lib/platform/cedar'
import { quantile } from './load'
import type { Bench } from './plan'
import { milliseconds, type Row } from './table'

const RULES = 100
const zero = { count: 0, sum: 0 }

/** One boundary of a hundred rules, a tenth of them on the action that is asked, as a busy workflow's would be. */
function boundaryText(): string {
  return Array.from({ length: RULES }, (_, i) => {
    const action = i % 10 === 0 ? 'bench.pay' : `bench.action_${i % 10}`
    return `@id("rule-${i}") @tier("approve") @approvers("team:payments-leads") @quorum("${1 + (i % 2)}") @reason("Rule ${i}")
      permit (principal in Runtime::"agents", action == Action::"${action}", resource in Environment::"prod")
      when { context.params.amount > ${i * 100} && context.velocity.agent_24h.count < 1000 };`
  }).join('\n')
}

/** Policy evaluation in process: the very function that submissions call, on one prepared boundary. */
export function measurePolicy({ plan, say }: Bench): Row {
  say(`policy: ${plan.evaluations} evaluations of ${RULES} rules`)
  const prepared = prepareBoundary({ id: 'bench-boundary', cedar: boundaryText() })
  const request = cedarRequest({
    agent: { id: 'agt_1', slug: 'agent', runtime: 'agents' },
    action: 'bench.pay',
    paramsSchema: { type: 'object', properties: { amount: { type: 'integer' }, currency: { type: 'string' } } },
    resource: { id: 'charge:ch_1', kind: 'charge', environment: 'prod', sensitivity: 'high' },
    params: { amount: 6_000, currency: 'EUR' },
    velocity: {
      agent_1h: zero,
      agent_24h: zero,
      sponsor_1h: zero,
      sponsor_24h: zero,
      resource_1h: zero,
      resource_24h: zero,
    },
    history: { denied_before: false, similar_denied: 0 },
    principals: 0,
    now: new Date(0),
    strength: 'api_key',
    emergency: false,
    hiddenCharacters: 0,
    secret: null,
  })
  const took: number[] = []
  for (let i = -plan.evaluations / 10; i < plan.evaluations; i++) {
    const from = performance.now()
    const { permits, errors } = evaluateBoundary(prepared, request)
    if (i >= 0) took.push(performance.now() - from)
    if (permits.length !== 6 || errors.length > 0)
      throw new Error(`six rules match: ${permits.length}, ${errors[0] ?? 'no errors'}`)
  }
  took.sort((a, b) => a - b)
  const p99 = quantile(took, 0.99)
  return {
    what: `policy evaluation, ${RULES} rules: p50 / p99`,
    ours: `${milliseconds(quantile(took, 0.5))} / ${milliseconds(p99)}`,
    target: 'p99 < 1 ms',
    met: p99 < 1,
  }
}
