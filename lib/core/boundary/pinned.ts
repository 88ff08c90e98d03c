import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import type { Level } from '../presentation/presentation'
import type { PinnedTest, TestResult, TestWish } from './analysis'
import type { Facts } from './cedar-request'
import { type Uncatalogued, wishWords } from './wish-words'

/** What is ordinary unless a wish says otherwise: nothing counted before, a signed assertion, a Monday at ten. */
export type WishFacts = Pick<
  Facts,
  'velocity' | 'history' | 'principals' | 'now' | 'strength' | 'emergency' | 'hiddenCharacters' | 'secret'
>

const none = { count: 0, sum: 0 }
/** A Sunday, so that weekday 1 is the day after; what the hour and the weekday are made of. */
const SUNDAY_MS = Date.UTC(2026, 10, 22)
const HOUR_MS = 3_600_000

/**
 * The facts of an imagined request. Paths that name no fact, or a value of the wrong type, come back as `unknown`: a pinned test
 * that is misspelt must fail instead of testing something else.
 */
export function wishFacts(wish: Pick<TestWish, 'facts'>): { facts: WishFacts; unknown: string[] } {
  const facts: WishFacts = {
    velocity: {
      agent_1h: none,
      agent_24h: none,
      sponsor_1h: none,
      sponsor_24h: none,
      resource_1h: none,
      resource_24h: none,
    },
    history: { denied_before: false, similar_denied: 0 },
    principals: 0,
    now: new Date(SUNDAY_MS),
    strength: 'private_key_jwt',
    emergency: false,
    hiddenCharacters: 0,
    secret: null,
  }
  const time = { hour: 10, weekday: 1 }
  const unknown: string[] = []
  for (const [path, value] of Object.entries(wish.facts ?? {}))
    if (!setTime(time, path, value) && !setFact(facts, path, value)) unknown.push(path)
  facts.now = new Date(SUNDAY_MS + (time.weekday * 24 + time.hour) * HOUR_MS)
  return { facts, unknown }
}

function setTime(time: { hour: number; weekday: number }, path: string, value: Json): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false
  if (path === 'time.hour' && value >= 0 && value <= 23) time.hour = value
  else if (path === 'time.weekday' && value >= 1 && value <= 7) time.weekday = value
  else return false
  return true
}

/** Sets one fact by its path below `context`; false for a path that names none, or a value of the wrong type. */
export function setFact(facts: WishFacts, path: string, value: Json): boolean {
  const [head = '', ...rest] = path.split('.')
  const count = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
  if (head === 'velocity' && count !== null) return setVelocity(facts, rest, count)
  if (head === 'secret') return setSecret(facts, rest.join('.'), value)
  switch (path) {
    case 'history.denied_before':
      if (typeof value !== 'boolean') return false
      facts.history = { ...facts.history, denied_before: value }
      return true
    case 'history.similar_denied':
      if (count === null) return false
      facts.history = { ...facts.history, similar_denied: count }
      return true
    case 'delegation.principals':
      if (count === null) return false
      facts.principals = count
      return true
    case 'hidden_characters':
      if (count === null) return false
      facts.hiddenCharacters = count
      return true
    case 'emergency':
      if (typeof value !== 'boolean') return false
      facts.emergency = value
      return true
    case 'credential.strength':
      if (value !== 'api_key' && value !== 'private_key_jwt') return false
      facts.strength = value
      return true
    default:
      return false
  }
}

function setVelocity(facts: WishFacts, [window = '', what = '', ...more]: readonly string[], value: number): boolean {
  if (!Object.hasOwn(facts.velocity, window) || (what !== 'count' && what !== 'sum') || more.length > 0) return false
  const key = window as keyof WishFacts['velocity']
  facts.velocity = { ...facts.velocity, [key]: { ...facts.velocity[key], [what]: value } }
  return true
}

function setSecret(facts: WishFacts, name: string, value: Json): boolean {
  const secret = facts.secret ?? { store: '', path: '', version: '', lifetime_seconds: 0 }
  if (name === 'lifetime_seconds') {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return false
    facts.secret = { ...secret, lifetime_seconds: value }
    return true
  }
  if ((name !== 'store' && name !== 'path' && name !== 'version') || typeof value !== 'string') return false
  facts.secret = { ...secret, [name]: value }
  return true
}

/** How a version judged the wish; `refused` says why it would not even be judged. */
export type WishAnswer = {
  level: Level
  rules: readonly string[]
  /** Slugs of all teams that would be asked. */
  approvers: readonly string[]
  refused: Uncatalogued | null
}

/** Whether a pinned example came out as expected. One that names facts that there are not has failed. */
export function pinnedResult(
  test: PinnedTest,
  answer: WishAnswer,
  unknown: readonly string[] = [],
  language: SaidIn = 'en',
): TestResult {
  const words = wishWords[language]
  const expected = test.expect.approvers
  const wrong = [
    ...(unknown.length > 0 ? [words.noFact(unknown)] : []),
    ...(answer.level === test.expect.level ? [] : [words.otherLevel(test.expect.level, answer.level)]),
    ...(expected === undefined || isSame(expected, answer.approvers)
      ? []
      : [words.otherTeams(expected, answer.approvers)]),
  ]
  const why = wrong.length > 0 && answer.refused !== null ? [words.refused[answer.refused]] : []
  return {
    name: test.name,
    passed: wrong.length === 0,
    got: answer.level,
    rules: [...answer.rules],
    message: [...wrong, ...why].join(' '),
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return [...new Set(a)].sort().join() === [...new Set(b)].sort().join()
}
