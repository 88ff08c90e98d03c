import { awayAt } from '@/lib/core/absence/absence'
import type { Deciding } from '@/lib/core/decision/eligibility'
import type { Directory } from '@/lib/core/directory'
import type { Situation } from '@/lib/core/escalation/told'
import { inRota } from '@/lib/core/rota/may'
import { type Line, lineAt } from '@/lib/core/rota/rota'
import type { Tx } from '@/lib/platform/transaction'
import { findMoment } from './store'

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
  const asked = new Set(requests.flatMap(({ consent }) => consent.groups.flatMap(({ team_ids }) => team_ids)))
  const { now, rotas, absences, resting } = await findMoment(tx, [...asked])
  const lines = new Map<string, Line>()
  for (const [teamId, rota] of rotas)
    lines.set(teamId, lineAt(rota, inRota(directory.teams.get(teamId), directory), now))
  const away = awayAt(absences, now)
  return (request, decided = nobody) => ({ request, lines, away, decided, resting, directory })
}
