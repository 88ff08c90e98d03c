import { ok, type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { autocommit } from '@/lib/platform/transaction'
import type { RequestWire } from '@/lib/requests/schema'
import { findForWire } from '@/lib/requests/store'
import { wireNow } from '@/lib/requests/wire'

/** The grant's token again, while it is `issued`: minted from the row, so it is the same token. Refuses once it was used or is over. */
export async function reissueToken(
  ctx: VerbContext<AgentActor>,
  input: { requestId: string },
): Promise<Result<Answer<RequestWire>>> {
  const row = await findForWire(autocommit(), ctx.actor.id, input.requestId)
  if (!row) return refuse({ code: 'not_found' })
  if (row.status !== 'approved') return refuse({ code: 'request.not_approved', status: row.status })
  const body = await wireNow(row)
  if (!body.grant?.token)
    return refuse({
      code: 'grant.not_issued',
      status: body.grant?.status === 'issued' ? 'expired' : (body.grant?.status ?? 'none'),
    })
  return ok({ status: 200, body, replayed: false })
}
