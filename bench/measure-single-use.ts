import type { Child } from './child'
import { runLoad } from './load'
import type { Bench } from './plan'
import type { Stage } from './stage'
import { amount, type Row } from './table'
import { apiCall, redemption, tokenIn, wishes } from './wishes'

/**
 * Every grant is attacked at once through two server processes. What counts is what was let through: the answers that
 * said yes, and the executions that the database has.
 */
export async function measureSingleUse(
  { plan, say }: Bench,
  stage: Stage,
  servers: readonly [Child, Child],
): Promise<Row> {
  const grants = Math.min(plan.doubleGrants, plan.doubleAttempts)
  say(`single use: ${amount(plan.doubleAttempts)} attempts on ${amount(grants)} grants through two processes`)
  const tokens: string[] = []
  let asked = 0
  await runLoad({
    port: servers[0].port,
    connections: plan.clients,
    next: () => (asked++ < grants ? apiCall(stage.agent, '/requests', wishes.allow) : null),
    onAnswer: (_status, body) => {
      const token = tokenIn(body)
      if (token !== null) tokens.push(token)
    },
  })
  const before = await executions(stage)
  const each = Math.ceil(plan.doubleAttempts / tokens.length)
  // Neighbouring attempts are on the same grant, so that both processes and all connections meet on it.
  let sent = 0
  const next = () => {
    const token = tokens[Math.floor(sent / each)]
    if (token === undefined) return null
    sent++
    return redemption(stage.executor, token)
  }
  const results = await Promise.all(
    servers.map(({ port }) => runLoad({ port, connections: plan.clients / 2, seconds: plan.doubleSeconds, next })),
  )
  const said = results.reduce((sum, { statuses }) => sum + (statuses.get(200) ?? 0), 0)
  const failed = results.reduce(
    (sum, { statuses }) => sum + [...statuses].reduce((n, [status, count]) => n + (status >= 500 ? count : 0), 0),
    0,
  )
  const done = (await executions(stage)) - before
  // On a slow machine the time may be over before the last grants were tried.
  const tried = Math.ceil(sent / each)
  const doubles = Math.max(said, done) - tried
  return {
    what: `double redemptions, ${amount(sent)} attempts on ${amount(tried)} grants, two processes`,
    ours: `${doubles}${failed > 0 ? ` (${failed} errors)` : ''}`,
    peer: '',
    target: '0',
    met: doubles === 0 && failed === 0,
  }
}

async function executions(stage: Stage): Promise<number> {
  const [row] = await stage.sql('SELECT count(*)::int AS n FROM executions')
  return Number(row?.n)
}
