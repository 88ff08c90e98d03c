import { accountabilityWords } from '@/lib/core/accountability/say'
import type { Direction } from '@/lib/core/boundary/analysis'
import { mayApprove, reviewCandidates } from '@/lib/core/boundary/review'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'
import type { Blocker } from '@/lib/core/refusal'
import type { NewNotice } from '@/lib/notices/store'
import { reviewedOf } from './reviewed'
import type { BoundaryRow } from './store'

/** Everybody who may let a handed-in change through is asked; nobody is told of their own. */
export function reviewNotices(
  workflow: DirectoryWorkflow,
  boundary: BoundaryRow,
  direction: Direction,
  submitterId: string,
  directory: Directory,
  now: Date,
): NewNotice[] {
  const change = { ...reviewedOf(boundary), direction }
  return reviewCandidates(workflow, directory)
    .filter((id) => id !== submitterId && mayApprove(id, change, workflow, directory, now).may)
    .map((personId) => ({
      personId,
      kind: 'change_to_review',
      subject: { workflow: workflow.slug, version: boundary.version },
      facts: {
        workflow: workflow.title,
        version: boundary.version,
        by: directory.people.get(submitterId)?.name ?? submitterId,
        direction,
      },
    }))
}

/** The author and the other owners learn what a reviewer said. */
export function decidedNotices(
  workflow: DirectoryWorkflow,
  boundary: BoundaryRow,
  by: { id: string; name: string },
  verb: 'approve' | 'deny' | 'request_changes',
): NewNotice[] {
  return [...new Set([boundary.authorId, ...workflow.ownerIds])]
    .filter((id) => id !== by.id)
    .map((personId) => ({
      personId,
      kind: 'change_decided',
      subject: { workflow: workflow.slug, version: boundary.version },
      facts: { workflow: workflow.title, version: boundary.version, by: by.name, verb },
    }))
}

/** Author, owners and reviewers learn that a version did not come into force at its time, and by what. */
export function blockedNotices(
  workflow: DirectoryWorkflow,
  boundary: BoundaryRow,
  reviewers: readonly string[],
  blockers: Readonly<Record<SaidIn, readonly Blocker[]>>,
): NewNotice[] {
  const why = { en: inShort(blockers.en, 'en'), de: inShort(blockers.de, 'de') }
  return [...new Set([boundary.authorId, ...workflow.ownerIds, ...reviewers])].map((personId) => ({
    personId,
    kind: 'change_blocked',
    subject: { workflow: workflow.slug, version: boundary.version },
    facts: { workflow: workflow.title, version: boundary.version, why },
  }))
}

/** The first blocker, and how many there are besides. */
function inShort([first, ...others]: readonly Blocker[], language: SaidIn): string {
  const more = others.length > 0 ? [accountabilityWords(language).more(others.length)] : []
  return [first?.message ?? '', ...more].join(' ')
}

/** The owners, and the sponsors of the agents that it names, learn that a version is in force. */
export function activatedNotices(
  workflow: DirectoryWorkflow,
  boundary: BoundaryRow,
  directory: Directory,
): NewNotice[] {
  const named = new Set(boundary.catalogue.agents)
  const sponsors = [...directory.agents.values()]
    .filter(({ slug }) => named.has(slug))
    .map(({ sponsorId }) => sponsorId)
  return [...new Set([...workflow.ownerIds, ...sponsors])].map((personId) => ({
    personId,
    kind: 'change_activated',
    subject: { workflow: workflow.slug, version: boundary.version },
    facts: { workflow: workflow.title, version: boundary.version },
  }))
}
