import { findAbsences } from '@/lib/absences/store'
import { awayAt } from '@/lib/core/absence/absence'
import type { Deciding } from '@/lib/core/decision/eligibility'
import type { Directory } from '@/lib/core/directory'
import type { Situation } from '@/lib/core/escalation/told'
import { inRota } from '@/lib/core/rota/may'
import { type Line, lineAt } from '@/lib/core/rota/rota'
import { databaseNow } from '@/lib/directory/store'
import { findResting } from '@/lib/guard/store'
import type { Tx } from '@/lib/platform/transaction'
import { findRotas } from '@/lib/rota/store'

type Asked = Deciding & { workflowId: string }
const nobody: ReadonlySet<string> = new Set()

/**
 * Who is on call and who is away at this moment, by the database's clock, for requests that are asked of these teams: loaded
 * once, and given for each request.
 */
export async function situationsOf(
  tx: Tx,
  requests: readonly Asked[],
  directory: Directory,
): Promise<(request: Asked, decided?: ReadonlySet<string>) => Situation> {
  const now = await databaseNow(tx)
  const asked = new Set(requests.flatMap(({ consent }) => consent.groups.flatMap(({ team_ids }) => team_ids)))
  const rotas = await findRotas(tx, [...asked], now)
  const lines = new Map<string, Line>()
  for (const [teamId, rota] of rotas)
    lines.set(teamId, lineAt(rota, inRota(directory.teams.get(teamId), directory), now))
  const away = awayAt(await findAbsences(tx, now, new Date(now.getTime() + 1)), now)
  const resting = await findResting(tx)
  return (request, decided = nobody) => ({ request, lines, away, decided, resting, directory })
}
