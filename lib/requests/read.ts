import type { RequestStatus } from '@/lib/core/request/state'
import { prisma } from '@/lib/platform/prisma'
import type { RequestWire } from './schema'
import { findForWire, listForWire } from './store'
import { wireNow } from './wire'

/** An agent's own request; null for one that does not exist or is another's: the two are not told apart. */
export async function readRequestForAgent(agentId: string, id: string): Promise<RequestWire | null> {
  const row = await findForWire(prisma(), agentId, id)
  return row ? wireNow(row) : null
}

/** An agent's own requests, newest first. The cursor is the last id of the page before; ids sort by time. */
export async function listRequestsForAgent(
  agentId: string,
  query: { status?: RequestStatus | undefined; cursor?: string | undefined; limit: number },
): Promise<{ requests: RequestWire[]; next_cursor: string | null }> {
  const rows = await listForWire(prisma(), agentId, query)
  const page = rows.slice(0, query.limit)
  return {
    requests: await Promise.all(page.map(wireNow)),
    next_cursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  }
}
