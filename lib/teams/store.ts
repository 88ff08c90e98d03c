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
