import type { Directory } from '../directory'
import type { SaidIn } from '../language/said'
import type { PinnedTest, TestResult, TestWish } from './analysis'
import { pinnedResult, wishFacts } from './pinned'
import { type Replayed, replay, type Side } from './replay'
import { wishWords } from './wish-words'

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
export function runPinned(test: PinnedTest, side: Side, directory: Directory, language: SaidIn = 'en'): TestResult {
  const got = judgeWish(test.wish, side, directory)
  const { level, rules, uncatalogued } = got
  const answer = { level, rules, approvers: teamsOf(got, directory), refused: uncatalogued }
  return pinnedResult(test, answer, wishFacts(test.wish).unknown, language)
}

/** Slugs of the teams that would be asked, sorted. */
export function teamsOf(got: Pick<Replayed, 'consent'>, directory: Directory): string[] {
  const ids = got.consent?.groups.flatMap(({ team_ids }) => team_ids) ?? []
  return [...new Set(ids.flatMap((id) => directory.teams.get(id)?.slug ?? []))].sort()
}

/** What the answer to an imagined request comes to. */
export function wishSentence({ level, uncatalogued, consent, reasons }: Replayed, language: SaidIn): string {
  const words = wishWords[language]
  if (uncatalogued !== null) return words.notJudged[uncatalogued]
  if (level === 'TX') return reasons.length > 0 ? words.forbidden : words.notAllowed
  if (level === 'T0') return consent?.tier === 'notify' ? words.allowedAndTold : words.allowed
  return words.asked(consent?.quorum ?? 0, consent?.stepup === 'passkey')
}
