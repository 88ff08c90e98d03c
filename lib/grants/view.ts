import type { Directory } from '@/lib/core/directory'
import { sayEnd } from '@/lib/core/grant/words'
import type { GrantView } from '@/lib/inbox/schema'
import { sayingIn } from '@/lib/platform/spoken-language'

type Row = {
  id: string
  requestId: string
  status: string
  executorId: string
  agentId: string
  issuedAt: Date
  notBefore: Date
  expiresAt: Date
  redeemedAt: Date | null
  endedAt: Date | null
  endedWhy: string | null
  approvers: readonly string[]
  request: { title: string; bindingCode: string; level: string; workflowId: string; resource: string }
  execution: {
    id: string
    startedAt: Date
    leaseExpiresAt: Date
    outcome: string | null
    detail: string
    completedAt: Date | null
  } | null
}

/** A grant as the console shows it. An issued one past its time is shown expired, whatever the sweeper has done. */
export function grantViewOf(row: Row, directory: Directory, now: Date): GrantView {
  const language = sayingIn()
  const workflow = directory.workflows.get(row.request.workflowId)
  const status = (row.status === 'issued' && row.expiresAt <= now ? 'expired' : row.status) as GrantView['status']
  return {
    id: row.id,
    request_id: row.requestId,
    status,
    title: row.request.title,
    code: row.request.bindingCode,
    level: row.request.level as GrantView['level'],
    workflow: { slug: workflow?.slug ?? '', title: workflow?.title ?? '' },
    agent: directory.agents.get(row.agentId)?.slug ?? row.agentId,
    executor: directory.executors.get(row.executorId)?.slug ?? row.executorId,
    resource: row.request.resource,
    approved_by: row.approvers.map((id) => directory.people.get(id)?.name ?? id),
    issued_at: row.issuedAt.toISOString(),
    not_before: row.notBefore.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    redeemed_at: row.redeemedAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
    ended_why: row.endedWhy === null ? null : sayEnd(row.endedWhy, language),
    execution: row.execution
      ? {
          id: row.execution.id,
          started_at: row.execution.startedAt.toISOString(),
          lease_expires_at: row.execution.leaseExpiresAt.toISOString(),
          outcome: row.execution.outcome as 'succeeded' | 'failed' | 'unknown' | null,
          detail: sayEnd(row.execution.detail, language),
          completed_at: row.execution.completedAt?.toISOString() ?? null,
        }
      : null,
    // Whoever is shown the grant may see its request, and whoever may see it may stop it.
    can_revoke: status === 'issued' || status === 'redeemed',
  }
}
