import type { Json } from '../canonical/json'
import type { Directory } from '../directory'
import type { PinnedTest, TestResult, TestWish } from './analysis'
import type { CedarRequest } from './cedar-request'
import { type Replayable, type Replayed, replay, type Side } from './replay'

const zero = { count: 0, sum: 0 }

/** An imagined request: nothing was counted before it, its proof is a signed assertion; what the wish says otherwise is put in later. */
function replayableWish(wish: TestWish, directory: Directory, now: Date): Replayable {
  const agent = [...directory.agents.values()].find(({ slug }) => slug === wish.agent)
  return {
    agent: {
      id: agent?.id ?? wish.agent,
      slug: wish.agent,
      runtime: directory.runtimes.get(agent?.runtimeId ?? '')?.slug ?? '',
    },
    action: wish.action,
    resource: wish.resource,
    params: wish.params,
    facts: {
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
      now,
      strength: 'private_key_jwt',
      emergency: false,
      hiddenCharacters: 0,
      secret: null,
    },
  }
}

/** How a version judges an imagined request. */
export function judgeWish(wish: TestWish, side: Side, directory: Directory, now: Date): Replayed {
  const evaluate: Side['evaluate'] = (request) => side.evaluate(withFacts(request, wish.facts ?? {}))
  return replay(replayableWish(wish, directory, now), { ...side, evaluate }, directory)
}

/** Runs pinned examples; a wish that the version does not know counts as denied, and the message says what is not known. */
export function runPinned(test: PinnedTest, side: Side, directory: Directory, now: Date): TestResult {
  const got = judgeWish(test.wish, side, directory, now)
  const teams = teamsOf(got, directory)
  const wanted = test.expect.approvers && [...new Set(test.expect.approvers)].sort()
  const level = got.level === test.expect.level
  const approvers = wanted === undefined || wanted.join() === teams.join()
  return {
    name: test.name,
    passed: level && approvers,
    got: got.level,
    rules: got.rules,
    message: !level
      ? `Expected ${test.expect.level}, got ${got.level}${whyOf(got)}.`
      : approvers
        ? `${got.level}${whyOf(got)}.`
        : `Expected ${wanted?.join(', ') || 'nobody'} to be asked, got ${teams.join(', ') || 'nobody'}.`,
  }
}

/** Slugs of the teams that would be asked, sorted. */
export function teamsOf(got: Pick<Replayed, 'consent'>, directory: Directory): string[] {
  const ids = got.consent?.groups.flatMap(({ team_ids }) => team_ids) ?? []
  return [...new Set(ids.flatMap((id) => directory.teams.get(id)?.slug ?? []))].sort()
}

function whyOf({ uncatalogued, rules }: Replayed): string {
  if (uncatalogued === 'agent') return ': the agent or its runtime takes no part'
  if (uncatalogued === 'params') return ': the params do not fit the action'
  if (uncatalogued !== null) return `: the ${uncatalogued} is not in the catalogue`
  return rules.length > 0 ? ` by ${rules.join(', ')}` : ': no rule allows it'
}

/** The context with some facts said otherwise, by their paths. */
function withFacts(request: CedarRequest, facts: { readonly [path: string]: number | boolean | string }): CedarRequest {
  const context = Object.entries(facts).reduce<{ [name: string]: Json }>(
    (at, [path, value]) => put(at, path.split('.'), value),
    request.context,
  )
  return { ...request, context }
}

function put(record: { [name: string]: Json }, [name = '', ...rest]: string[], value: Json): { [name: string]: Json } {
  if (rest.length === 0) return { ...record, [name]: value }
  const below = record[name]
  const inner = typeof below === 'object' && below !== null && !Array.isArray(below) ? below : {}
  return { ...record, [name]: put(inner, rest, value) }
}
