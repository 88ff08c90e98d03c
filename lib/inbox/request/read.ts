import { historyOf } from '@/lib/audit/read'
import type { Consent, Reason } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import { teamsOf } from '@/lib/core/decision/eligibility'
import { decisionWords, explainIneligible } from '@/lib/core/decision/explain'
import { mustOpen } from '@/lib/core/decision/may-decide'
import { revisableParams } from '@/lib/core/decision/revisable'
import { proposedLines } from '@/lib/core/decision/say-proposal'
import type { Answer } from '@/lib/core/decision/statement'
import type { ActionType, Directory } from '@/lib/core/directory'
import { presentationChanges } from '@/lib/core/presentation/diff'
import type { Presentation } from '@/lib/core/presentation/presentation'
import type { IneligibleWhy } from '@/lib/core/refusal'
import { outcomeSentence } from '@/lib/core/request/outcome'
import { resolutionOf } from '@/lib/core/request/resolution'
import type { RequestStatus } from '@/lib/core/request/state'
import { latestSnooze } from '@/lib/core/triage/may-triage'
import { currentDirectory, now } from '@/lib/directory/current'
import { readEscalation } from '@/lib/escalation/read'
import { grantViewOf } from '@/lib/grants/view'
import { readGuard } from '@/lib/guard/read'
import { sayingIn } from '@/lib/platform/spoken-language'
import { itemOf } from '../items'
import { reviewersOf } from '../reviewers'
import type { InboxItem, RequestView } from '../schema'
import { findItem, findOrder } from '../store'
import { viewerOf } from '../viewer'
import { newerThan, revisionsOf } from './revisions'
import {
  type FullRequest,
  findFull,
  findHandovers,
  findOpened,
  findPrevious,
  findQuestions,
  findRevisions,
  withPasskey,
} from './store'
import { handoversOf, questionsOf } from './talk'

/** The request page; null when there is no such request or this person may not see it: the two are not told apart. */
export async function readRequestView(personId: string, id: string): Promise<RequestView | null> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const [row, at] = await Promise.all([findItem(viewer, id), now()])
  if (!row) return null
  const request = await findFull(id)
  if (!request) return null
  const item = itemOf(row, personId, directory, at)
  const presentation = JSON.parse(request.presentation) as Presentation
  const deciding = {
    ...request,
    consent: request.consent as unknown as Consent,
    handedOver: row.handovers.map((handover) => handover.from_id),
  }
  const memberIds = deciding.consent.groups.flatMap((group) =>
    group.team_ids.flatMap((team) => [...(directory.teams.get(team)?.memberIds ?? [])]),
  )
  const [history, passkeys, opened, previous, revisions, mine, questions, handovers, escalation, guard] =
    await Promise.all([
      historyOf(id),
      withPasskey([...memberIds, personId]),
      findOpened(id, personId),
      request.supersedesId ? findPrevious(request.supersedesId) : null,
      findRevisions(viewer, id),
      item.status === 'pending' ? findOrder(viewer) : [],
      findQuestions(id),
      findHandovers(id),
      readEscalation(id, personId, directory),
      readGuard(personId, item.can_decide, { ...request, ...deciding }, directory),
    ])
  const type = directory.workflows.get(request.workflowId)?.actionTypes.get(request.action)
  const params = request.params as { [name: string]: Json }
  const needsPasskey = deciding.consent.stepup === 'passkey'
  const why: IneligibleWhy | null = item.cannot_why ?? (needsPasskey && !passkeys.has(personId) ? 'no_passkey' : null)
  const language = sayingIn()
  const teams = teamsOf(personId, deciding, directory).map((team) => directory.teams.get(team)?.title ?? team)
  return {
    item: { ...item, can_decide: item.can_decide },
    presentation,
    presentation_text: request.presentation,
    presentation_digest: request.presentationDigest,
    digest: request.digest,
    reviewers: reviewersOf(
      deciding,
      request.decisions,
      personId,
      needsPasskey ? passkeys : new Set(memberIds),
      item.status === 'pending',
      directory,
      language,
    ),
    decisions: decisionsOf(request, directory),
    me: {
      can_decide: item.can_decide,
      cannot_why: why,
      cannot_sentence: why ? explainIneligible(why, 'you', language) : null,
      has_passkey: passkeys.has(personId),
      must_open: mustOpen(presentation),
      opened: opened?.expanded ?? [],
      asked_because: teams.length > 0 ? decisionWords[language].askedBecause(teams) : null,
      snooze_latest: item.can_decide
        ? (latestSnooze({ ...request, level: item.level }, at)?.toISOString() ?? null)
        : null,
      is_sponsor: request.sponsorId === personId,
      guard,
    },
    questions: questionsOf(questions, directory),
    escalation,
    handovers: handoversOf(handovers, directory),
    resolution: endOf(item),
    grant: request.grant
      ? grantViewOf({ ...request.grant, request, approvers: approversOf(request) }, directory, at)
      : null,
    history,
    previous: previous ? previousOf(previous, presentation, type, directory) : null,
    revisions: revisionsOf(revisions, at),
    newer: await newerThan(id, revisions, presentation),
    revisable: type && item.can_decide ? revisableParams(type, params) : [],
    counter_proposal: proposedLines(resolutionOf(request.resolution as Json).counter_proposal, type, params, language),
    position: positionOf(mine, id),
    server_now: at.toISOString(),
  }
}

function decisionsOf(request: FullRequest, directory: Directory): RequestView['decisions'] {
  return request.decisions.map((decision) => ({
    id: decision.id,
    person: { id: decision.personId, name: directory.people.get(decision.personId)?.name ?? decision.personId },
    verb: decision.verb as 'approve' | 'deny' | 'abstain',
    code: decision.code,
    reason: decision.reason,
    private_note: decision.privateNote,
    factor: decision.passkeyId ? 'passkey' : 'session',
    via_teams: decision.viaTeams.map((team) => directory.teams.get(team)?.title ?? team),
    decided_at: decision.decidedAt.toISOString(),
    reading_seconds: decision.readingSeconds,
    sections_seen: decision.sectionsSeen.length,
    attested: decision.attested,
    answers: (decision.answers ?? []) as Answer[],
    seconds_to_decide: decision.openedAt
      ? Math.max(0, Math.round((decision.decidedAt.getTime() - decision.openedAt.getTime()) / 1000))
      : null,
  }))
}

function approversOf(request: FullRequest): string[] {
  return request.decisions.filter((decision) => decision.verb === 'approve').map((decision) => decision.personId)
}

function endOf(item: InboxItem): RequestView['resolution'] {
  return item.ended ? { status: item.status, sentence: item.ended.sentence, at: item.ended.at } : null
}

function previousOf(
  previous: NonNullable<Awaited<ReturnType<typeof findPrevious>>>,
  presentation: Presentation,
  type: ActionType | undefined,
  directory: Directory,
): RequestView['previous'] {
  const before = JSON.parse(previous.presentation) as Presentation
  const resolution = resolutionOf(previous.resolution as Json)
  const status = previous.status as RequestStatus
  const nameOf = (id: string) => directory.people.get(id)?.name ?? id
  const denial = previous.decisions.find((decision) => decision.verb === 'deny')
  const language = sayingIn()
  const outcome = {
    status,
    tier: previous.tier,
    denial: denial ? { name: nameOf(denial.personId), code: denial.code ?? 'other' } : null,
    approvers: previous.decisions.filter((decision) => decision.verb === 'approve').map((d) => nameOf(d.personId)),
    reason: (previous.reasons as Reason[])[0] ?? null,
    told: resolution.reasons[0] ?? null,
  }
  return {
    id: previous.id,
    title: before.title,
    status,
    sentence: outcomeSentence(outcome, language) ?? decisionWords[language].stillPending,
    changes: presentationChanges(before, presentation, language),
    proposed: proposedLines(resolution.counter_proposal, type, previous.params as { [name: string]: Json }, language),
  }
}

function positionOf(ids: readonly string[], id: string): RequestView['position'] {
  const index = ids.indexOf(id)
  return index < 0
    ? null
    : { index: index + 1, total: ids.length, prev: ids[index - 1] ?? null, next: ids[index + 1] ?? null }
}
