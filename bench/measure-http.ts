import { type BareLoop, type BareScript, bareLoop, STRETCH } from './bare-loop'
import type { Child } from './child'
import { processorTime } from './cost'
import { httpRequest, type LoadResult, runLoad } from './load'
import { bareRedeem, bareSubmit, prepareBareGrants, type Spelling } from './peer-tables'
import type { Bench } from './plan'
import type { Stage } from './stage'
import { median, milliseconds, perSecond, type Row, times } from './table'
import { apiCall, redemption, tokenIn, wishes } from './wishes'

/** Seconds that a warm-up may take where a turn would be over. */
const LONG = 60
const SPELLINGS: readonly Spelling[] = ['statements', 'one statement']

/** Rates of every turn, by what took it. */
type Turns = Map<string, number[]>
type Next = () => Buffer | null

/**
 * Submissions that policy decides, submissions that wait for people, and redemptions, over HTTP with an API key against
 * the real API in its own process; in turns with the bare transactions and oidc-provider's CIBA initiation.
 */
export async function measureHttp(bench: Bench, stage: Stage, api: Child, ciba: Child): Promise<Row[]> {
  const { plan, say } = bench
  const loop = bareLoop()
  const turns: Turns = new Map()
  const tokens: string[] = []
  const numbers = counter()

  const submit = apiCall(stage.agent, '/requests', wishes.allow)
  // The least that people are asked about, because a rule caps what is asked for within a day.
  const least = { ...wishes.approve, params: { ...wishes.approve.params, amount: 5_001 } }
  const ask = apiCall(stage.agent, '/requests', least)
  // By calls and not by time: on a busy machine a few seconds would measure how code begins, not how it runs.
  say(`submit: warming up with ${plan.warmUp} calls of each`)
  await load(bench, api, some(plan.warmUp, submit), 201, undefined, LONG)
  await load(bench, api, some(plan.warmUp / 4, ask), 202, undefined, LONG)
  await load(bench, ciba, some(plan.warmUp, CIBA_CALL), 200, undefined, LONG)
  const sample = await sampleRequest(stage)
  const scripts = await spelled((spelling) => bareSubmit(stage, sample, spelling))

  const times99: number[] = []
  for (let round = 1; round <= plan.rounds; round++) {
    say(`submit: round ${round} of ${plan.rounds}`)
    const meter = startMeter(stage, api)
    const ours = await load(
      bench,
      api,
      () => submit,
      201,
      (body) => keep(tokens, tokenIn(body)),
    )
    meter(ours.count, (server, database) => {
      note(turns, 'submit server', server)
      note(turns, 'submit database', database)
    })
    note(turns, 'submit', ours.perSecond)
    times99.push(ours.p99)
    await bareTurns(bench, stage, loop, turns, 'submit', scripts, numbers)
    note(turns, 'ciba', (await initiate(bench, ciba)).perSecond)
    note(turns, 'ask', (await load(bench, api, () => ask, 202)).perSecond)
  }

  say('redeem: preparing')
  const used = tokens.pop()
  if (used === undefined) throw new Error('no submission gave a grant')
  await load(bench, api, some(1, redemption(stage.executor, used)), 200)
  const warm = tokens.splice(0, Math.min(plan.warmUp / 4, tokens.length / 4))
  await load(bench, api, tokenByToken(stage, warm), 200, undefined, LONG)
  const redeemed = await sampleRedemption(stage)
  await prepareBareGrants(stage, redeemed, plan.clients * STRETCH < 500_000 ? 50_000 : 500_000)
  const redeems = await spelled((spelling) => bareRedeem(stage, redeemed, spelling))
  for (let round = 1; round <= plan.rounds; round++) {
    say(`redeem: round ${round} of ${plan.rounds}`)
    const left = plan.rounds - round + 1
    const share = tokens.splice(0, Math.ceil(tokens.length / left))
    const meter = startMeter(stage, api)
    const ours = await load(bench, api, tokenByToken(stage, share), 200)
    meter(ours.count, (server, database) => {
      note(turns, 'redeem server', server)
      note(turns, 'redeem database', database)
    })
    note(turns, 'redeem', ours.perSecond)
    await bareTurns(bench, stage, loop, turns, 'redeem', redeems, numbers)
    note(turns, 'ciba', (await initiate(bench, ciba)).perSecond)
  }

  return [
    ...against(turns, 'submit', 'submit, policy only', loop),
    ...against(turns, 'redeem', 'redeem', loop),
    {
      what: 'submit to pending',
      ours: perSecond(rate(turns, 'ask')),
      peer: `${perSecond(rate(turns, 'submit statements'))} ${loop.name}`,
      ratio: times(rate(turns, 'ask') / rate(turns, 'submit statements')),
    },
    ...(['submit', 'redeem'] as const).map((what) => ({
      what: `${what}: processor time of one, server + database`,
      ours: `${milliseconds(rate(turns, `${what} server`))} + ${milliseconds(rate(turns, `${what} database`))}`,
      peer: `${milliseconds(rate(turns, `${what} statements database`))} ${loop.name}, bare transaction`,
    })),
    { what: `submit, policy only: p99 with ${plan.clients} at once`, ours: milliseconds(median(times99)) },
  ]
}

/** Three comparisons of one call: with the bare transaction, with the bare rows as one statement, and with CIBA. */
function against(turns: Turns, what: 'submit' | 'redeem', title: string, loop: BareLoop): Row[] {
  const ours = rate(turns, what)
  const row = (peer: number, name: string): Row => ({
    what: title,
    ours: perSecond(ours),
    peer: `${perSecond(peer)} ${name}`,
    ratio: times(ours / peer),
  })
  const transaction = rate(turns, `${what} statements`)
  const ciba = rate(turns, 'ciba')
  return [
    { ...row(transaction, `${loop.name}, bare transaction`), target: '≥ 0.5×', met: ours >= transaction / 2 },
    row(rate(turns, `${what} one statement`), `${loop.name}, as one statement`),
    { ...row(ciba, 'oidc-provider CIBA'), target: '> 1×', met: ours > ciba },
  ]
}

async function bareTurns(
  { plan }: Bench,
  stage: Stage,
  loop: BareLoop,
  turns: Turns,
  what: string,
  scripts: ReadonlyMap<Spelling, BareScript>,
  numbers: () => number,
): Promise<void> {
  for (const [spelling, script] of scripts) {
    const seconds = Math.max(1, plan.seconds)
    const from = numbers() * plan.clients * STRETCH
    const meter = startMeter(stage, null)
    const perSecond = await loop.run({ url: stage.load.ownerUrl, script, clients: plan.clients, seconds, from })
    meter(perSecond * seconds, (_server, database) => note(turns, `${what} ${spelling} database`, database))
    note(turns, `${what} ${spelling}`, perSecond)
  }
}

/** Drives the API and refuses any other status: a refusal is quick, and would look like speed. */
async function load(
  { plan }: Bench,
  api: Child,
  next: Next,
  expected: number,
  onBody?: (body: string) => void,
  seconds: number = plan.seconds,
): Promise<LoadResult> {
  const result = await runLoad({
    port: api.port,
    connections: plan.clients,
    seconds,
    next,
    onAnswer: (status, body) => {
      if (status !== expected) throw new Error(`${expected} was expected: ${status} ${body.slice(0, 500)}`)
      onBody?.(body)
    },
  })
  return result
}

/** RFC 6749 client authentication and CIBA section 7.1, as an agent would send it. */
const CIBA_CALL = httpRequest(
  'POST',
  '/backchannel',
  {
    authorization: `Basic ${Buffer.from('agent:a-secret-that-only-the-bench-knows').toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  },
  'scope=openid&login_hint=usr_1&binding_message=PAY-7F3K',
)

function initiate(bench: Bench, ciba: Child): Promise<LoadResult> {
  return load(bench, ciba, () => CIBA_CALL, 200)
}

async function sampleRequest(stage: Stage): Promise<string> {
  const [row] = await stage.sql("SELECT id FROM requests WHERE tier = 'allow' ORDER BY id DESC LIMIT 1")
  return String(row?.id)
}

async function sampleRedemption(stage: Stage): Promise<string> {
  const [row] = await stage.sql('SELECT request_id FROM executions ORDER BY id DESC LIMIT 1')
  return String(row?.request_id)
}

async function spelled(make: (spelling: Spelling) => Promise<BareScript>): Promise<Map<Spelling, BareScript>> {
  const scripts = new Map<Spelling, BareScript>()
  for (const spelling of SPELLINGS) scripts.set(spelling, await make(spelling))
  return scripts
}

function tokenByToken(stage: Stage, tokens: string[]): Next {
  return () => {
    const token = tokens.pop()
    return token === undefined ? null : redemption(stage.executor, token)
  }
}

/** The same request so many times. */
function some(count: number, request: Buffer): Next {
  let left = count
  return () => (left-- > 0 ? request : null)
}

/** Processor milliseconds of one call, which tell more than its rate on a machine that also does other things. */
function startMeter(stage: Stage, api: Child | null) {
  const read = () => [processorTime(api?.process.pid), processorTime(stage.postmaster)] as const
  const [server, database] = read()
  return (count: number, told: (server: number, database: number) => void) => {
    const [serverNow, databaseNow] = read()
    told((serverNow - server) / count, (databaseNow - database) / count)
  }
}

function counter(): () => number {
  let n = 0
  return () => n++
}

function keep(list: string[], value: string | null): void {
  if (value !== null) list.push(value)
}

function note(turns: Turns, what: string, value: number): void {
  turns.set(what, [...(turns.get(what) ?? []), value])
}

function rate(turns: Turns, what: string): number {
  return median(turns.get(what) ?? [])
}
