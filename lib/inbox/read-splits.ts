import { parseQuery, termsOf } from '@/lib/core/inbox/query'
import { builtInSplits } from '@/lib/core/inbox/splits'
import { currentDirectory, now } from '@/lib/directory/current'
import { Prisma } from '@/prisma/generated/client'
import type { SplitsPage, SplitView } from './schema-splits'
import { countSplits, findOccurring, snoozedBy } from './store'
import { asksForSnoozed, filterSql } from './store-filter'
import { findSplits } from './store-splits'
import { viewerOf } from './viewer'

/** The tabs of a person's inbox, each with how much it holds now. */
export async function readSplits(personId: string): Promise<SplitsPage> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const stored = await findSplits(personId, viewer.teamIds)
  const splits: Omit<SplitView, 'count'>[] = [
    ...builtInSplits.map((split) => ({ ...split, is_mine: false, shared_by: null, team: null })),
    ...stored.map((split) => {
      const team = split.teamId === null ? undefined : directory.teams.get(split.teamId)
      const is_mine = split.personId === personId
      return {
        id: split.id,
        title: split.title,
        query: split.query,
        group: split.grouping,
        sort: split.sorting,
        is_mine,
        shared_by: is_mine ? null : (directory.people.get(split.personId)?.name ?? split.personId),
        team: team ? { id: team.id, title: team.title } : null,
      }
    }),
  ]
  const filters = splits.map((split) => {
    const terms = termsOf(parseQuery(split.query))
    const filter = filterSql(terms, { viewer, directory })
    return asksForSnoozed(terms) ? filter : Prisma.sql`NOT ${snoozedBy(viewer)} AND ${filter}`
  })
  const [counts, occurring] = await Promise.all([countSplits(viewer, filters), findOccurring(viewer)])
  const known = (of: (row: (typeof occurring)[number]) => string | undefined) =>
    [...new Set(occurring.flatMap((row) => of(row) ?? []))].sort()
  return {
    splits: splits.map((split, at) => ({ ...split, count: counts[at] ?? 0 })),
    teams: viewer.teamIds.flatMap((id) => {
      const team = directory.teams.get(id)
      return team ? [{ id, title: team.title }] : []
    }),
    known: {
      workflow: known((row) => directory.workflows.get(row.workflow_id)?.slug),
      agent: known((row) => directory.agents.get(row.agent_id)?.slug),
      env: known((row) => row.environment),
      action: known((row) => row.action),
    },
    server_now: (await now()).toISOString(),
  }
}
