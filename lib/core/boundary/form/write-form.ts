import type { RuleCondition, RuleForm } from '../analysis'
import { ATTEST_SEPARATOR } from '../rule'

/** Where a line is broken; what Biome allows our own code. */
const LINE = 120

/**
 * A form as Cedar text, in the order and on the lines that boundaries are written by hand: annotations, scope, conditions.
 * Reading the text gives the same form again (`readRuleForm`).
 */
export function writeRule(form: RuleForm): string {
  const consent = [
    `@id(${quoted(form.id)})`,
    form.effect === 'forbid' ? '' : `@tier(${quoted(form.tier)})`,
    form.approvers.length === 0 ? '' : `@approvers(${quoted(form.approvers.map((slug) => `team:${slug}`).join(','))})`,
    form.quorum === 1 ? '' : `@quorum(${quoted(String(form.quorum))})`,
    form.stepup === 'none' ? '' : `@stepup(${quoted(form.stepup)})`,
  ]
  const durations = [
    form.grant_ttl === '' ? '' : `@grant_ttl(${quoted(form.grant_ttl)})`,
    form.decide_within === '' ? '' : `@decide_within(${quoted(form.decide_within)})`,
    form.grace === '' ? '' : `@grace(${quoted(form.grace)})`,
    form.deny_threshold === 1 ? '' : `@deny_threshold(${quoted(String(form.deny_threshold))})`,
    form.batch === 'T1' ? '' : `@batch(${quoted(form.batch)})`,
  ]
  const conditions = [
    ...(form.runtimes.length > 1 ? [`principal in [${form.runtimes.map(runtime).join(', ')}]`] : []),
    ...form.conditions.map(writeCondition),
  ]
  return [
    ...onFewLines(words(consent), words(durations)),
    ...writeAsked(form),
    `@reason(${quoted(form.reason)})`,
    `${form.effect} (${writePrincipal(form)}, ${writeActions(form)}, ${writeResource(form)})${conditions.length === 0 ? ';' : ''}`,
    ...writeWhen(conditions),
  ].join('\n')
}

/** What approvers confirm and answer: sentences, so each has a line of its own. */
function writeAsked({ attestations, prompt }: RuleForm): string[] {
  const texts = attestations.map((text) => text.trim()).filter((text) => text !== '')
  return [
    ...(texts.length === 0 ? [] : [`@attest(${quoted(texts.join(` ${ATTEST_SEPARATOR} `))})`]),
    ...(prompt.trim() === '' ? [] : [`@prompt(${quoted(prompt.trim())})`]),
  ]
}

function words(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

function onFewLines(first: string, second: string): string[] {
  if (second === '') return [first]
  return first.length + 1 + second.length <= LINE ? [`${first} ${second}`] : [first, second]
}

function writeWhen(conditions: readonly string[]): string[] {
  if (conditions.length === 0) return []
  const line = `when { ${conditions.join(' && ')} };`
  return line.length <= LINE ? [line] : ['when {', `  ${conditions.join(' &&\n  ')}`, '};']
}

function writePrincipal(form: RuleForm): string {
  const [only, ...others] = form.runtimes
  return only !== undefined && others.length === 0 ? `principal in ${runtime(only)}` : 'principal'
}

function writeActions(form: RuleForm): string {
  const named = form.actions.map((name) => `Action::${quoted(name)}`)
  if (named.length === 0) return 'action'
  return named.length === 1 ? `action == ${named[0]}` : `action in [${named.join(', ')}]`
}

function writeResource({ resource }: RuleForm): string {
  if (resource.kind === 'environment') return `resource in Environment::${quoted(resource.environment)}`
  return resource.kind === 'exact' ? `resource == Resource::${quoted(resource.id)}` : 'resource'
}

function runtime(slug: string): string {
  return `Runtime::${quoted(slug)}`
}

function writeCondition({ path, op, value }: RuleCondition): string {
  const left = path.startsWith('resource.') ? path : `context.${path}`
  if (typeof value === 'boolean' && (op === '==' || op === '!=')) return (op === '==') === value ? left : `!${left}`
  return `${left} ${op} ${typeof value === 'string' ? quoted(value) : String(value)}`
}

/** A Cedar string. What cannot be seen, or turns the reading direction, is written as its number; half a character is none. */
function quoted(text: string): string {
  let out = '"'
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (character === '"' || character === '\\') out += `\\${character}`
    else if (character === '\n') out += '\\n'
    else if (code >= 0xd800 && code <= 0xdfff) out += '\\u{fffd}'
    else if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u.test(character)) out += `\\u{${code.toString(16)}}`
    else out += character
  }
  return `${out}"`
}
