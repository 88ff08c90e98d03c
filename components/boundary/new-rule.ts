import type { RuleForm, RuleView } from '@/lib/core/boundary/analysis'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { Level } from '@/lib/core/presentation/presentation'

/** The level that a form asks for; the same rule as core's `levelOf`, for a rule alone. */
export function formLevel(form: RuleForm): Level {
  if (form.effect === 'forbid' || form.tier === 'deny') return 'TX'
  if (form.tier === 'allow' || form.tier === 'notify') return 'T0'
  if (form.stepup === 'none') return 'T1'
  return form.quorum >= 2 ? 'T3' : 'T2'
}

/** The form with another level, keeping what still makes sense. */
export function withLevel(form: RuleForm, level: Level): RuleForm {
  switch (level) {
    case 'TX':
      return { ...form, effect: 'forbid', tier: 'deny', approvers: [], quorum: 1, stepup: 'none', ...NO_CONSENT }
    case 'T0':
      return { ...form, effect: 'permit', tier: 'notify', approvers: [], quorum: 1, stepup: 'none', ...NO_CONSENT }
    case 'T1':
      return { ...form, effect: 'permit', tier: 'approve', stepup: 'none' }
    case 'T2':
      return { ...form, effect: 'permit', tier: 'approve', stepup: 'passkey', quorum: 1 }
    case 'T3':
      return { ...form, effect: 'permit', tier: 'approve', stepup: 'passkey', quorum: Math.max(2, form.quorum) }
  }
}

const NO_CONSENT = {
  grace: '',
  batch: 'T1' as const,
  decide_within: '',
  deny_threshold: 1,
  attestations: [],
  prompt: '',
}

/**
 * A rule to begin with: one person of nobody yet, for the first action of the catalogue, with a name of its own.
 * `reason` is what is to be written anew.
 */
export function blankRule(
  catalogue: CatalogueJson,
  taken: readonly string[],
  team: string | undefined,
  reason: string,
): RuleForm {
  let n = 1
  while (taken.includes(`rule-${n}`)) n++
  const action = catalogue.action_types[0]?.name
  return {
    id: `rule-${n}`,
    effect: 'permit',
    tier: 'approve',
    approvers: team === undefined ? [] : [team],
    quorum: 1,
    stepup: 'passkey',
    grant_ttl: '10m',
    decide_within: '30m',
    grace: '',
    batch: 'T1',
    deny_threshold: 1,
    attestations: [],
    prompt: '',
    reason,
    runtimes: [],
    actions: action === undefined ? [] : [action],
    resource: { kind: 'any' },
    conditions: [],
  }
}

/** How a rule is listed, with what sentence, before it was read back. */
export function provisionalRule(form: RuleForm, from: number, to: number, sentence: string): RuleView {
  return {
    id: form.id,
    from,
    to,
    level: formLevel(form),
    tier: form.tier,
    sentence: [{ text: sentence, strong: false }],
    reason: form.reason,
    form,
  }
}

/** What stands between the text's end and a rule that is added: one empty line. */
export function gapBefore(end: string): string {
  if (end === '' || /\n\s*\n$/.test(end)) return ''
  return end.endsWith('\n') ? '\n' : '\n\n'
}
