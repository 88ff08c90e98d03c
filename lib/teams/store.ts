import type { Tx } from '@/lib/platform/transaction'

/**
 * Puts a person into a team. The instant is after whatever was asked while this waited for its lock, and a millisecond
 * later than the clock says, because the column keeps milliseconds: who joins is none of those asked before (ATTACKS 38).
 */
export async function insertMember(tx: Tx, teamId: string, personId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO team_members (team_id, person_id, since)
    VALUES (${teamId}, ${personId}, clock_timestamp() + interval '1 millisecond') ON CONFLICT DO NOTHING`
}

/** Names a team's lead, or nobody. */
export async function setLead(tx: Tx, teamId: string, leadId: string | null): Promise<void> {
  await tx.$executeRaw`UPDATE teams SET lead_id = ${leadId} WHERE id = ${teamId}`
}

/** Stores a team; false when its slug is taken. */
export async function insertTeam(tx: Tx, team: { id: string; slug: string; title: string }): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO teams (id, slug, title) VALUES (${team.id}, ${team.slug}, ${team.title}) ON CONFLICT DO NOTHING`
  return inserted === 1
}

/** How a team is called. */
export async function renameTeam(tx: Tx, id: string, title: string): Promise<void> {
  await tx.$executeRaw`UPDATE teams SET title = ${title} WHERE id = ${id}`
}

/** Takes a person out of a team. */
export async function deleteMember(tx: Tx, teamId: string, personId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM team_members WHERE team_id = ${teamId} AND person_id = ${personId}`
}
