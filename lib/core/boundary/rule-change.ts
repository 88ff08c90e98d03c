import type { CatalogueJson } from '../catalogue/catalogue'
import { limits } from '../limits'
import type { Direction, RuleForm, SentencePart } from './analysis'
import { batchRank, groupSteps, stepOf, textSteps } from './compare-consent'
import { sayDuration } from './duration'
import type { PolicyJson } from './policy-json'
import type { Rule } from './rule'
import { conditionText, consentText, placeText, ruleSentence } from './sentence'

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
export function changeSentence(change: RuleChange, old: CatalogueJson | null, next: CatalogueJson): SentencePart[] {
  if (change.kind === 'reason')
    return [
      { text: 'The reason shown reads “', strong: false },
      { text: change.new?.rule.reason ?? '', strong: true },
      { text: '”.', strong: false },
    ]
  const { new: entry } = change
  if (entry === null)
    return change.old === null
      ? []
      : [{ text: 'No longer: ', strong: false }, ...ruleSentence(change.old.rule, change.old.form, old ?? next)]
  const more = change.old === null ? [] : lifetimes(change.old.rule, entry.rule).map(({ now }) => ` ${now}`)
  return [...ruleSentence(entry.rule, entry.form, next), ...more.map((text) => ({ text, strong: false }))]
}

/** "was up to €20.00, one of payments-support"; empty for something new. */
export function changeBefore(change: RuleChange, old: CatalogueJson | null, next: CatalogueJson): string {
  if (change.old === null || change.new === null) return ''
  if (change.kind === 'reason') return `was “${change.old.rule.reason}”`
  const [from, to] = [change.old, change.new]
  const catalogue = old ?? next
  const was: string[] = []
  if (change.kind === 'scope' && from.form !== null && to.form !== null) {
    const conditions = conditionText(from.form, catalogue)
    if (conditions !== conditionText(to.form, next)) was.push(conditions === '' ? 'without a condition' : conditions)
    const place = placeText(from.form, catalogue)
    if (place !== placeText(to.form, next)) was.push(place === '' ? 'everywhere' : place)
    if (from.form.actions.join() !== to.form.actions.join())
      was.push(from.form.actions.length === 0 ? 'every action' : from.form.actions.join(', '))
  } else if (change.kind === 'scope') was.push('about other requests')
  if (consentText(from.rule) !== consentText(to.rule)) was.push(consentText(from.rule))
  was.push(...lifetimes(from.rule, to.rule).map(({ before }) => before))
  return was.length === 0 ? '' : `was ${was.join(', ')}`
}

function sayBatch(batch: Rule['batch']): string {
  return batch === 'none' ? 'Never in a batch.' : `In batches up to ${batch}.`
}

function lifetimes(from: Rule, to: Rule): { now: string; before: string }[] {
  const said = (seconds: number | null) => (seconds === null ? 'what other rules say' : sayDuration(seconds))
  const changed: { now: string; before: string }[] = []
  if (from.grantTtlSeconds !== to.grantTtlSeconds)
    changed.push({
      now: `The grant lives ${said(to.grantTtlSeconds)}.`,
      before: `a grant of ${said(from.grantTtlSeconds)}`,
    })
  if (from.decideWithinSeconds !== to.decideWithinSeconds)
    changed.push({
      now: `People have ${said(to.decideWithinSeconds)} to decide.`,
      before: `${said(from.decideWithinSeconds)} to decide`,
    })
  if (from.graceSeconds !== to.graceSeconds)
    changed.push({
      now: `An approval can be taken back for ${sayDuration(to.graceSeconds)}.`,
      before: `${sayDuration(from.graceSeconds)} to take it back`,
    })
  if (from.denyThreshold !== to.denyThreshold)
    changed.push({
      now: to.denyThreshold === 1 ? 'One denial ends it.' : `${to.denyThreshold} denials end it.`,
      before: from.denyThreshold === 1 ? 'one denial ended it' : `${from.denyThreshold} denials ended it`,
    })
  if (from.batch !== to.batch) changed.push({ now: sayBatch(to.batch), before: sayBatch(from.batch).slice(0, -1) })
  if (from.attestations.join() !== to.attestations.join())
    changed.push({
      now:
        to.attestations.length === 0 ? 'Nothing has to be confirmed.' : `Approvers confirm ${listed(to.attestations)}.`,
      before: from.attestations.length === 0 ? 'nothing to confirm' : `to confirm ${listed(from.attestations)}`,
    })
  if (from.prompt !== to.prompt)
    changed.push({
      now: to.prompt === null ? 'Nothing is asked.' : `Approvers answer “${to.prompt}”.`,
      before: from.prompt === null ? 'nothing was asked' : `asked “${from.prompt}”`,
    })
  return changed
}

function listed(texts: readonly string[]): string {
  return texts.map((text) => `“${text}”`).join(' and ')
}
