import type { CatalogueJson } from '../catalogue/catalogue'
import type { SaidIn } from '../language/said'
import { limits } from '../limits'
import type { Direction, RuleForm, SentencePart } from './analysis'
import { type ChangeWords, changeWords } from './change-words'
import { batchRank, groupSteps, stepOf, textSteps } from './compare-consent'
import type { PolicyJson } from './policy-json'
import type { Rule } from './rule'
import { conditionText, consentText, placeText, ruleSentence } from './sentence'
import { plain, strong } from './sentence-parts'

/** A rule with everything that is compared. */
export type ComparedRule = { rule: Rule; policy: PolicyJson; form: RuleForm | null }

export type RuleChange = {
  id: string
  old: ComparedRule | null
  new: ComparedRule | null
  /** `reason`: only the words differ. `demand`: the same requests, another consent. `scope`: other requests. */
  kind: 'added' | 'removed' | 'reason' | 'demand' | 'scope'
}

/** The rules that differ between two texts, by their ids. */
export function ruleChanges(old: readonly ComparedRule[], next: readonly ComparedRule[]): RuleChange[] {
  const before = new Map(old.map((entry) => [entry.rule.id, entry]))
  const after = new Map(next.map((entry) => [entry.rule.id, entry]))
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((id): RuleChange[] => {
    const from = before.get(id) ?? null
    const to = after.get(id) ?? null
    if (from === null || to === null) return [{ id, old: from, new: to, kind: from === null ? 'added' : 'removed' }]
    if (scopeOf(from.policy) !== scopeOf(to.policy)) return [{ id, old: from, new: to, kind: 'scope' }]
    if (demandOf(from.rule) !== demandOf(to.rule)) return [{ id, old: from, new: to, kind: 'demand' }]
    return from.rule.reason === to.rule.reason ? [] : [{ id, old: from, new: to, kind: 'reason' }]
  })
}

function scopeOf({ effect, principal, action, resource, conditions }: PolicyJson): string {
  return JSON.stringify([effect, principal, action, resource, conditions])
}

function demandOf({ reason: _, ...demand }: Rule): string {
  return JSON.stringify({ ...demand, approvers: [...demand.approvers].sort() })
}

const tiers = { allow: 0, notify: 1, approve: 2, deny: 3 } as const

/**
 * What a change of one rule does whatever else the text says: more permits can only loosen or add demands, so what cannot
 * be told without looking at requests counts as loosening (decision 0008).
 */
export function directionByRule(change: RuleChange): { direction: Direction; undecided: boolean } {
  const { old, new: next, kind } = change
  if (kind === 'reason') return { direction: 'neutral', undecided: false }
  if (old === null || next === null) {
    const present = (old ?? next)?.rule
    const denies = present?.tier === 'deny'
    if (kind === 'added')
      return denies ? certain('tightens') : { direction: 'loosens', undecided: present?.tier !== 'allow' }
    if (denies) return certain('loosens')
    // Nothing but a permission goes when the rule demanded nothing; a lifetime it may have shortened is a demand.
    const demandsNothing =
      present?.tier === 'allow' && !present.grantTtlSeconds && !present.decideWithinSeconds && !present.graceSeconds
    return demandsNothing ? certain('tightens') : { direction: 'loosens', undecided: true }
  }
  if (kind === 'scope') return { direction: 'loosens', undecided: true }
  const step = demandStep(old.rule, next.rule)
  return certain(step === 'same' ? 'neutral' : step === 'stricter' ? 'tightens' : 'loosens')
}

function certain(direction: Direction): { direction: Direction; undecided: boolean } {
  return { direction, undecided: false }
}

function demandStep(from: Rule, to: Rule): ReturnType<typeof stepOf> {
  if (from.tier !== to.tier) return tiers[to.tier] < tiers[from.tier] ? 'looser' : 'stricter'
  const group = (rule: Rule) =>
    rule.tier === 'approve' ? [{ rule: rule.id, team_ids: rule.approvers, quorum: rule.quorum }] : []
  const prompts = (rule: Rule) => (rule.prompt === null ? [] : [rule.prompt])
  // A lifetime that is not said leaves it to other rules, at most to the longest that there is.
  const ttl = (rule: Rule) => rule.grantTtlSeconds ?? limits.grantTtlSecondsMax + 1
  const within = (rule: Rule) => rule.decideWithinSeconds ?? limits.decideWithinSecondsMax + 1
  return stepOf([
    to.quorum - from.quorum,
    Number(to.stepup === 'passkey') - Number(from.stepup === 'passkey'),
    ttl(from) - ttl(to),
    within(from) - within(to),
    to.graceSeconds - from.graceSeconds,
    from.denyThreshold - to.denyThreshold,
    batchRank(from.batch) - batchRank(to.batch),
    ...groupSteps(group(from), group(to)),
    ...textSteps(from.attestations, to.attestations),
    ...textSteps(prompts(from), prompts(to)),
  ])
}

/** A changed rule as a sentence of its own, with what else than its consent has changed. */
export function changeSentence(
  change: RuleChange,
  old: CatalogueJson | null,
  next: CatalogueJson,
  language: SaidIn,
): SentencePart[] {
  const words = changeWords[language]
  const { old: from, new: to } = change
  if (change.kind === 'reason') {
    const [before, after] = words.reasonShown
    return [plain(before), strong(to?.rule.reason ?? ''), plain(after)]
  }
  if (to === null)
    return from === null ? [] : [plain(words.noLonger), ...ruleSentence(from.rule, from.form, old ?? next, language)]
  const more = from === null ? [] : lifetimes(from.rule, to.rule, words).map(({ now }) => ` ${now}`)
  return [...ruleSentence(to.rule, to.form, next, language), ...more.map(plain)]
}

/** "was up to €20.00, one of payments-support"; empty for something new. */
export function changeBefore(
  change: RuleChange,
  old: CatalogueJson | null,
  next: CatalogueJson,
  language: SaidIn,
): string {
  if (change.old === null || change.new === null) return ''
  const words = changeWords[language]
  if (change.kind === 'reason') return words.wasReason(change.old.rule.reason)
  const [from, to] = [change.old, change.new]
  const catalogue = old ?? next
  const was: string[] = []
  if (change.kind === 'scope' && from.form !== null && to.form !== null) {
    const conditions = conditionText(from.form, catalogue, language)
    if (conditions !== conditionText(to.form, next, language))
      was.push(conditions === '' ? words.withoutCondition : conditions)
    const place = placeText(from.form, catalogue, language)
    if (place !== placeText(to.form, next, language)) was.push(place === '' ? words.everywhere : place)
    if (from.form.actions.join() !== to.form.actions.join())
      was.push(from.form.actions.length === 0 ? words.everyAction : from.form.actions.join(', '))
  } else if (change.kind === 'scope') was.push(words.otherRequests)
  const consent = consentText(from.rule, language)
  if (consent !== consentText(to.rule, language)) was.push(consent)
  was.push(...lifetimes(from.rule, to.rule, words).map(({ before }) => before))
  return was.length === 0 ? '' : words.was(was)
}

/** What else differs between two rules: how it is now, and how it was. */
function lifetimes(from: Rule, to: Rule, words: ChangeWords): { now: string; before: string }[] {
  const changed: { now: string; before: string }[] = []
  const differ = <T>(was: T, is: T, say: { now: (value: T) => string; before: (value: T) => string }) => {
    if (JSON.stringify(was) !== JSON.stringify(is)) changed.push({ now: say.now(is), before: say.before(was) })
  }
  differ(from.grantTtlSeconds, to.grantTtlSeconds, words.grant)
  differ(from.decideWithinSeconds, to.decideWithinSeconds, words.decide)
  differ(from.graceSeconds, to.graceSeconds, words.grace)
  differ(from.denyThreshold, to.denyThreshold, words.denials)
  differ(from.batch, to.batch, words.batch)
  differ(from.attestations, to.attestations, words.confirm)
  differ(from.prompt, to.prompt, words.ask)
  return changed
}
