import type { Seen } from '@/lib/core/request/visibility'
import { prisma } from '@/lib/platform/prisma'
import { findSeen } from '@/lib/requests/store'

/** What it depends on who may know that this request, or its grant, changed; null for a request that is not there. */
export async function readSeen(requestId: string): Promise<Seen | null> {
  return findSeen(prisma(), requestId)
}
