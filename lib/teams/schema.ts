import { z } from 'zod'
import { limits } from '@/lib/core/limits'

const idOf = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`))
export const teamPath = z.strictObject({ id: idOf('tem') })
export const teamMemberPath = z.strictObject({ id: idOf('tem'), personId: idOf('usr') })
const title = z.string().trim().min(1).max(120)

/** POST /api/console/teams. The slug is what rules name: lower case, and for ever (ATTACKS 33). */
export const createTeamBody = z.strictObject({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens'),
  title,
})
/** POST /api/console/teams/{id} */
export const changeTeamBody = z.strictObject({ title })

export const teamsQuery = z.strictObject({
  q: z.string().trim().max(120).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
})

const who = z.object({ id: z.string(), name: z.string() })
export const teamView = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  lead: who.nullable(),
  members: z.array(who.extend({ title: z.string(), active: z.boolean(), since: z.string() })),
  /** Rules in force that ask this team: "payments / refund-large". */
  asked_by: z.array(z.string()),
  may: z.object({ change: z.boolean(), remove: z.boolean(), propose: z.boolean() }),
})
export type TeamView = z.infer<typeof teamView>
export const teamsPage = z.object({ items: z.array(teamView), next_cursor: z.string().nullable() })
export type TeamsPage = z.infer<typeof teamsPage>
