import { z } from 'zod'
import { historyEntry } from '@/lib/inbox/schema'

/** GET /api/console/audit. Newest first. */
export const auditQuery = z.strictObject({
  type: z.string().max(64).optional(),
  actor: z.string().max(64).optional(),
  request: z.string().max(40).optional(),
  workflow: z.string().max(64).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof auditQuery>

export const auditPage = z.object({
  items: z.array(historyEntry),
  next_cursor: z.string().nullable(),
  checkpoint: z.object({ size: z.number(), root: z.string(), signed_at: z.string(), note: z.string() }).nullable(),
  /** Entries not yet under a checkpoint. */
  lag: z.object({ entries: z.number(), seconds: z.number() }),
  server_now: z.string(),
})
export type AuditPage = z.infer<typeof auditPage>

/** GET /api/console/audit/{entryId}/proof: everything the browser needs to check one entry by itself. */
export const entryProof = z.object({
  entry_id: z.string(),
  index: z.number(),
  /** The leaf's canonical text: the bytes that were hashed. */
  leaf: z.string(),
  leaf_hash: z.string(),
  proof: z.array(z.string()),
  size: z.number(),
  root: z.string(),
  checkpoint: z.string(),
  /** Note verifier keys (`name+hash+base64`). */
  keys: z.array(z.string()),
  /** The erasable part, or null when erased or never there. */
  payload: z.unknown().nullable(),
  /** With it the payload's hash in the leaf can be checked. */
  payload_salt: z.string().nullable(),
})
export type EntryProof = z.infer<typeof entryProof>
