import type { Consent, Reason } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import { type Deciding, whyIneligible } from '@/lib/core/decision/eligibility'
import type { Directory } from '@/lib/core/directory'
import type { TitlePart } from '@/lib/core/presentation/presentation'
import type { IneligibleWhy } from '@/lib/core/refusal'
import { outcomeSentence } from '@/lib/core/request/outcome'
import { resolutionOf } from '@/lib/core/request/resolution'
import { effectiveStatus, type RequestStatus } from '@/lib/core/request/state'
import { saySignal } from '@/lib/core/risk/explain'
import type { Signal } from '@/lib/core/risk/signals'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { InboxItem } from './schema'

/** A request as the inbox query reads it. */
export type ItemRow = {
  id: string
  status: RequestStatus
  tier: InboxItem['tier']
  level: InboxItem['level']
  binding_code: string
  title: string
  title_parts: TitlePart[]
  workflow_id: string
  environment: string
  action: string
  resource: string
  agent_id: string
  sponsor_id: string
  executor_id: string
  principals: string[]
  barred: string[]
  signals: Signal[]
  consent: Consent
  quorum: number
  reasons: Reason[]
  resolution: Json
  created_at: Date
  expires_at: Date
  resolved_at: Date | null
  votes: { person_id: string; verb: 'approve' | 'deny' | 'abstain'; code: string | null }[]
  /** Who is looking at it, while the claim lasts. */
  claim: { person_id: string; until: string } | null
  snoozed_until: Date | null
  handovers: { from_id: string; to_id: string; reason: string; at: string }[]
  open_questions: number
}

/** The row as one person sees it, in their language: what core says of their eligibility, their own decision, how it ended. */
export function itemOf(row: ItemRow, personId: string, directory: Directory, now: Date): InboxItem {
  const status = effectiveStatus(row.status, row.expires_at, now)
  const mine = row.votes.find((vote) => vote.person_id === personId)?.verb ?? null
  const why = cannotWhy(row, personId, status, mine !== null, directory)
  const workflow = directory.workflows.get(row.workflow_id)
  const nameOf = (id: string) => directory.people.get(id)?.name ?? id
  const denial = row.votes.find((vote) => vote.verb === 'deny')
  const language = sayingIn()
  const outcome = {
    status,
    tier: row.tier,
    denial: denial ? { name: nameOf(denial.person_id), code: denial.code ?? 'other' } : null,
    approvers: row.votes.filter((vote) => vote.verb === 'approve').map((vote) => nameOf(vote.person_id)),
    reason: row.reasons[0] ?? null,
    told: resolutionOf(row.resolution).reasons[0] ?? null,
  }
  const sentence = outcomeSentence(outcome, language)
  return {
    id: row.id,
    status,
    tier: row.tier,
    level: row.level,
    code: row.binding_code,
    title: row.title,
    title_parts: row.title_parts,
    workflow: { slug: workflow?.slug ?? '', title: workflow?.title ?? '' },
    environment: row.environment,
    action: row.action,
    resource: row.resource,
    agent: { id: row.agent_id, slug: directory.agents.get(row.agent_id)?.slug ?? row.agent_id },
    sponsor: { id: row.sponsor_id, name: nameOf(row.sponsor_id) },
    principals: row.principals.map((id) => ({ id, name: nameOf(id) })),
    signals: row.signals.map((signal) => saySignal(signal, language)),
    quorum: { needed: row.quorum, given: given(row, status, directory) },
    mine,
    can_decide: why === null,
    cannot_why: why,
    claim: status === 'pending' ? claimOf(row, personId, nameOf) : null,
    snoozed_until: row.snoozed_until?.toISOString() ?? null,
    handed: handedTo(row, personId, nameOf),
    open_questions: status === 'pending' ? row.open_questions : 0,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    ended: sentence ? { at: (row.resolved_at ?? row.expires_at).toISOString(), sentence } : null,
  }
}

function cannotWhy(
  row: ItemRow,
  personId: string,
  status: RequestStatus,
  decided: boolean,
  directory: Directory,
): IneligibleWhy | null {
  if (status === 'expired') return 'expired'
  if (status !== 'pending') return 'not_pending'
  const why = whyIneligible(personId, decidingOf(row), directory)
  return why ?? (decided ? 'already_decided' : null)
}

/** Who is looking; a claim is over when whoever made it has decided. */
function claimOf(row: ItemRow, personId: string, nameOf: (id: string) => string): InboxItem['claim'] {
  const { claim } = row
  if (!claim || row.votes.some((vote) => vote.person_id === claim.person_id)) return null
  return {
    person: { id: claim.person_id, name: nameOf(claim.person_id) },
    until: new Date(claim.until).toISOString(),
    is_me: claim.person_id === personId,
  }
}

/** The last hand-over to this person. */
function handedTo(row: ItemRow, personId: string, nameOf: (id: string) => string): InboxItem['handed'] {
  const last = row.handovers.findLast((handover) => handover.to_id === personId)
  return last
    ? {
        by: { id: last.from_id, name: nameOf(last.from_id) },
        reason: last.reason,
        at: new Date(last.at).toISOString(),
      }
    : null
}

/** Approvals as they are counted: while it is pending, those of people who left or are out of the teams are none. */
function given(row: ItemRow, status: RequestStatus, directory: Directory): number {
  const counts = (personId: string) => status !== 'pending' || !whyIneligible(personId, decidingOf(row), directory)
  return row.votes.filter((vote) => vote.verb === 'approve' && counts(vote.person_id)).length
}

function decidingOf(row: ItemRow): Deciding {
  return {
    agentId: row.agent_id,
    sponsorId: row.sponsor_id,
    executorId: row.executor_id,
    principals: row.principals,
    barred: row.barred,
    consent: row.consent,
    createdAt: row.created_at,
    handedOver: row.handovers.map((handover) => handover.from_id),
  }
}
