import { sayDenial } from '@/lib/core/decision/explain'
import { outcomeWords, overturned } from '@/lib/core/inbox/outcome'
import { nameOf } from '@/lib/core/names'
import { effectiveStatus } from '@/lib/core/request/state'
import { currentDirectory, now } from '@/lib/directory/current'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { ActivityPage, ActivityQuery } from './schema'
import { countDecided, findDecided } from './store'

/** A person's own decisions with what became of them, and how they decide. Read for the person themselves and nobody else. */
export async function readActivity(personId: string, query: ActivityQuery): Promise<ActivityPage> {
  const directory = await currentDirectory()
  const [rows, stats, at] = await Promise.all([
    findDecided(personId, query.cursor ?? null, query.limit),
    countDecided(personId),
    now(),
  ])
  const page = rows.slice(0, query.limit)
  const language = sayingIn()
  return {
    decisions: page.map((row) => {
      const status = effectiveStatus(row.status, row.expires_at, at)
      const grant = row.grant_status === null ? null : { status: row.grant_status, execution: row.outcome }
      const then = { verb: row.verb, status, grant }
      return {
        id: row.id,
        request_id: row.request_id,
        title_parts: row.title_parts,
        level: row.level,
        code: row.binding_code,
        agent: nameOf(row.agent_id, directory),
        workflow: nameOf(row.workflow_id, directory),
        verb: row.verb,
        denial: row.code === null ? null : (sayDenial(row.code, language) ?? row.code),
        reason: row.reason,
        signed: row.signed,
        decided_at: row.decided_at.toISOString(),
        seconds: row.seconds,
        outcome: outcomeWords(then, language),
        status,
        overturned: overturned(then),
      }
    }),
    next_cursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    stats,
    server_now: at.toISOString(),
  }
}
