import type { Directory } from '../directory'
import type { PinnedTest, TestResult, TestWish } from './analysis'
import { pinnedResult, wishFacts } from './pinned'
import { type Replayed, replay, type Side } from './replay'

/** How a version judges an imagined request. Facts that there are not are left out here; a pinned example names them. */
export function judgeWish(wish: TestWish, side: Side, directory: Directory): Replayed {
  const agent = [...directory.agents.values()].find(({ slug }) => slug === wish.agent)
  const runtime = directory.runtimes.get(agent?.runtimeId ?? '')?.slug ?? ''
  const { action, resource, params } = wish
  return replay(
    {
      agent: { id: agent?.id ?? wish.agent, slug: wish.agent, runtime },
      ...{ action, resource, params },
      facts: wishFacts(wish).facts,
    },
    side,
    directory,
  )
}

/** Runs a pinned example; a wish that the version does not know counts as denied, and the message says what is not known. */
export function runPinned(test: PinnedTest, side: Side, directory: Directory): TestResult {
  const got = judgeWish(test.wish, side, directory)
  const answer = { level: got.level, rules: got.rules, approvers: teamsOf(got, directory), refused: refusedOf(got) }
  return pinnedResult(test, answer, wishFacts(test.wish).unknown)
}

/** Slugs of the teams that would be asked, sorted. */
export function teamsOf(got: Pick<Replayed, 'consent'>, directory: Directory): string[] {
  const ids = got.consent?.groups.flatMap(({ team_ids }) => team_ids) ?? []
  return [...new Set(ids.flatMap((id) => directory.teams.get(id)?.slug ?? []))].sort()
}

function refusedOf({ uncatalogued }: Replayed): string | null {
  if (uncatalogued === null) return null
  if (uncatalogued === 'agent') return 'The agent or its runtime takes no part.'
  if (uncatalogued === 'params') return 'The params do not fit the action.'
  return `The ${uncatalogued} is not in the catalogue.`
}
