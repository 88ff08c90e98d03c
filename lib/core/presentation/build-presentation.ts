import { namedAssignments } from '../accountability/gap'
import type { Facts } from '../boundary/cedar-request'
import type { Condition } from '../boundary/conditions'
import { type Consent, levelOf, type Reason } from '../boundary/consent'
import { sayDuration } from '../boundary/duration'
import type { Rule } from '../boundary/rule'
import { canonicalize, type Json } from '../canonical/json'
import type {
  ActionType,
  Directory,
  DirectoryAgent,
  DirectoryExecutor,
  DirectoryWorkflow,
  ParamLabel,
  ResourcePattern,
} from '../directory'
import type { LookAlike } from '../request/look-alike'
import { mixedScript } from '../text/confusable'
import { countHidden } from '../text/hidden'
import { riskFacts, sayLookAlike, serverFacts } from './facts'
import { showValue } from './format'
import type { Presentation, PresentedClaims, PresentedParam } from './presentation'
import { titleParts, titleText } from './title'

export type PresentationInput = {
  requestId: string
  digest: string
  bindingCode: string
  workflow: DirectoryWorkflow
  boundary: { id: string; version: number }
  type: ActionType
  pattern: ResourcePattern
  resource: string
  params: { [name: string]: Json }
  secret: Presentation['secret']
  agent: DirectoryAgent
  executor: DirectoryExecutor
  principals: readonly string[]
  facts: Facts
  consent: Consent
  reasons: readonly Reason[]
  matched: readonly { rule: Rule; conditions: readonly Condition[] }[]
  claims: Pick<PresentedClaims, 'justification' | 'claims' | 'trace' | 'external_refs' | 'emergency'>
  lookAlikes: readonly LookAlike[]
  notAfter: Date
  expiresAt: Date
}

/** Values longer than this are folded on screens and must be opened before approving. Code points. */
export const longValue = 160

/** Builds the presentation from validated data and server facts; pure, so that the same input always shows the same. */
export function buildPresentation(input: PresentationInput, directory: Directory): Presentation {
  const { type, agent, executor, consent, pattern } = input
  const params = presentParams(type, input.params, input.lookAlikes)
  const parts = titleParts(type, input.params, input.resource)
  const runtime = directory.runtimes.get(agent.runtimeId)
  const sponsor = directory.people.get(agent.sponsorId)
  const hiddenPointers = params.filter((param) => param.hidden > 0).map((param) => param.pointer)
  if (countHidden(input.resource) > 0) hiddenPointers.push('/resource')
  const teamIds = [...new Set(consent.groups.flatMap((group) => group.team_ids))]
  return {
    v: 2,
    request_id: input.requestId,
    binding_code: input.bindingCode,
    digest: input.digest,
    workflow: { slug: input.workflow.slug, title: input.workflow.title },
    boundary: { version: input.boundary.version, id: input.boundary.id },
    tier: consent.tier,
    level: levelOf(consent),
    title: titleText(parts),
    title_parts: parts,
    opaque: type.titleTemplate === null,
    action: { name: type.name, title: type.title, verb: type.riskFacts.verb },
    resource: {
      id: input.resource,
      kind: type.resourceKind,
      title: pattern.title,
      environment: pattern.environment,
      sensitivity: pattern.sensitivity,
      facts: Object.entries(pattern.facts).map(([label, value]) => ({ label, value })),
    },
    params,
    secret: input.secret,
    agent: {
      id: agent.id,
      slug: agent.slug,
      title: agent.title,
      runtime: runtime?.title ?? agent.runtimeId,
      vendor: runtime?.vendor?.name ?? null,
      credential: input.facts.strength,
    },
    sponsor: { id: agent.sponsorId, name: sponsor?.name ?? agent.sponsorId },
    principals: input.principals.map((id) => ({ id, name: directory.people.get(id)?.name ?? id })),
    executor: { id: executor.id, slug: executor.slug, title: executor.title },
    risk: riskFacts(type, pattern),
    facts: serverFacts(
      input.facts,
      input.lookAlikes.find(({ pointer }) => pointer === '/resource'),
    ),
    why: {
      sentence: whySentence(input.reasons, consent, directory),
      rules: input.matched.map(({ rule, conditions }) => ({
        id: rule.id,
        reason: rule.reason,
        tier: rule.tier,
        conditions: [...conditions],
      })),
    },
    consent: {
      quorum: consent.quorum,
      teams: teamIds.map((id) => ({
        id,
        slug: directory.teams.get(id)?.slug ?? id,
        title: directory.teams.get(id)?.title ?? id,
      })),
      stepup: consent.stepup,
      grant_ttl_seconds: consent.grant_ttl_s,
      grace_seconds: consent.grace_s,
      deny_threshold: consent.deny_threshold,
      attestations: [...(consent.attestations ?? [])],
      prompts: [...(consent.prompts ?? [])],
    },
    unlocks: {
      uses: 1,
      seconds: consent.grant_ttl_s,
      not_after: input.notAfter.toISOString(),
      on_completion: 'Revoked on completion',
    },
    accountability: namedAssignments(input.workflow, directory),
    next: nextSentence(executor.slug, consent),
    claims: presentClaims(input.claims),
    hidden: {
      count: params.reduce((sum, param) => sum + param.hidden, countHidden(input.resource)),
      pointers: hiddenPointers,
    },
    expires_at: input.expiresAt.toISOString(),
  }
}

/** Every param, labelled ones first in their order, then whatever else was sent: nothing is left out. */
function presentParams(
  type: ActionType,
  params: { [name: string]: Json },
  lookAlikes: readonly LookAlike[],
): PresentedParam[] {
  const labels = new Map<string, ParamLabel>(type.paramLabels.map((label) => [label.name, label]))
  const names = [
    ...type.paramLabels.map((label) => label.name).filter((name) => name in params),
    ...Object.keys(params)
      .filter((name) => !labels.has(name))
      .sort(),
  ]
  return names.map((name) => {
    const value = params[name] ?? null
    const label = labels.get(name)
    const currency = label?.currencyParam ? params[label.currencyParam] : undefined
    const shown = showValue(
      value,
      label?.format ?? (typeof value === 'string' ? 'text' : 'json'),
      typeof currency === 'string' ? currency : undefined,
    )
    const length = [...shown].length
    const mixed = typeof value === 'string' ? mixedScript(value) : []
    const pointer = `/params/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return {
      pointer,
      label: label?.label ?? name,
      format: label?.format ?? 'text',
      shown,
      exact: canonicalize(value),
      length,
      long: length > longValue || (shown.match(/\n/g)?.length ?? 0) > 3,
      hidden: countHidden(shown),
      warnings: [
        ...mixed.map((word) => `“${word.word}” mixes ${word.scripts.join(' and ')} letters`),
        ...lookAlikes.filter((found) => found.pointer === pointer).map(sayLookAlike),
      ],
    }
  })
}

function presentClaims(claims: PresentationInput['claims']): PresentedClaims {
  const everything = [
    claims.justification,
    canonicalize(claims.claims),
    ...claims.trace.flatMap((step) => [step.tool, step.summary]),
    ...claims.external_refs.flatMap((ref) => [ref.system, ref.id, ref.url]),
  ].join('\n')
  const flags: string[] = []
  if (
    /\b(urgent|immediately|asap|right away|as soon as possible|approve (this )?(soon|now|quickly))\b/i.test(everything)
  )
    flags.push('Urgency language')
  if (
    /\b(ignore (all |any )?(previous|prior|above)|system prompt|you (must|should|are required to) approve|approver[:,]|pre-?approved|already approved)\b/i.test(
      everything,
    )
  )
    flags.push('Addresses the approver')
  if (/https?:\/\//i.test(everything)) flags.push('Contains links (shown as text)')
  return { ...claims, hidden: countHidden(everything), flags }
}

function whySentence(reasons: readonly Reason[], consent: Consent, directory: Directory): string {
  const because = `${reasons.map((reason) => reason.message.replace(/\.$/, '')).join('; ')}.`
  if (consent.tier !== 'approve') return because
  const teams = [...new Set(consent.groups.flatMap((group) => group.team_ids))].map(
    (id) => directory.teams.get(id)?.title ?? id,
  )
  const people = consent.quorum === 1 ? 'one person' : consent.quorum === 2 ? 'two people' : `${consent.quorum} people`
  return `${because} This needs ${people} of ${teams.join(' and ')}${consent.stepup === 'passkey' ? ', each with a passkey' : ''}.`
}

function nextSentence(executor: string, consent: Consent): string {
  return consent.tier === 'approve'
    ? `After the last approval ${executor} may do exactly this once, within ${sayDuration(consent.grant_ttl_s)}; then the permission ends.`
    : `${executor} may do exactly this once, within ${sayDuration(consent.grant_ttl_s)}.`
}
