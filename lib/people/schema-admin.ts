import { z } from 'zod'
import { limits } from '@/lib/core/limits'
import { emailAddress, passkeyView } from './schema'

export const personPath = z.strictObject({ id: z.string().regex(/^usr_[0-9a-z]{26}$/) })
export const sessionPath = z.strictObject({ handle: z.string().regex(/^[0-9a-f]{64}$/) })
export const invitationPath = z.strictObject({ id: z.string().regex(/^inv_[0-9a-z]{26}$/) })

const name = z.string().trim().min(1).max(120)
const title = z.string().trim().max(120)
const role = z.enum(['admin', 'compliance'])
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
}

/** POST /api/console/people */
export const addPersonBody = z.strictObject({ name, email: emailAddress, title: title.default('') })
/** POST /api/console/people/{id} */
export const changePersonBody = z.strictObject({ name, title })
/** POST /api/console/people/{id}/disable: `confirmed` are the ids of exactly what GET …/leaving lists. */
export const disablePersonBody = z.strictObject({
  confirmed: z.array(z.string().max(200)).max(500),
  reason: z.string().trim().min(1).max(limits.reasonChars),
})
/** POST /api/console/people/{id}/roles/remove */
export const removeRoleBody = z.strictObject({ role })
/** POST /api/console/organisation */
export const organisationBody = z.strictObject({ name })

export const membersQuery = z.strictObject({
  view: z.enum(['active', 'left']).default('active'),
  role: z.enum(['approver', 'workflow_owner', 'compliance', 'admin']).optional(),
  team: z.string().max(63).optional(),
  q: z.string().trim().max(120).optional(),
  ...page,
})
export const choicesQuery = z.strictObject({
  q: z.string().trim().max(120).optional(),
  role: role.optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(20),
})
export const listQuery = z.strictObject({ q: z.string().trim().max(120).optional(), ...page })

const roles = z.array(z.enum(['approver', 'workflow_owner', 'compliance', 'admin']))
const named = z.object({ id: z.string(), slug: z.string(), title: z.string() })

export const memberView = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  email: z.string(),
  status: z.enum(['active', 'disabled']),
  roles,
  teams: z.array(named),
  passkeys: z.number(),
  /** A link that nobody has used yet. */
  invited: z.boolean(),
  recovering_until: z.string().nullable(),
})
export type MemberView = z.infer<typeof memberView>
export const membersPage = z.object({
  items: z.array(memberView),
  next_cursor: z.string().nullable(),
  total: z.number(),
})
export type MembersPage = z.infer<typeof membersPage>

const everySession = z.object({
  /** A digest: nobody but its own browser learns a session's id. */
  handle: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  method: z.enum(['passkey', 'oidc', 'demo']),
  user_agent: z.string(),
  created_at: z.string(),
  last_seen_at: z.string(),
  is_current: z.boolean(),
})
export type EverySession = z.infer<typeof everySession>
export const everySessionPage = z.object({ items: z.array(everySession), next_cursor: z.string().nullable() })
export type EverySessionPage = z.infer<typeof everySessionPage>

const invitationView = z.object({
  id: z.string(),
  kind: z.enum(['enrol', 'recover']),
  person: z.object({ id: z.string(), name: z.string() }),
  created_by: z.object({ id: z.string(), name: z.string() }).nullable(),
  created_at: z.string(),
  expires_at: z.string(),
})
export const invitationsPage = z.object({ items: z.array(invitationView), next_cursor: z.string().nullable() })
export type InvitationsPage = z.infer<typeof invitationsPage>

export const personPage = z.object({
  person: memberView.extend({ created_at: z.string(), disabled_at: z.string().nullable() }),
  answers_for: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string(), detail: z.string() })),
  passkeys: z.array(passkeyView),
  sessions: z.array(everySession),
  invitations: z.array(invitationView),
  may: z.object({
    change: z.boolean(),
    /** Why the account cannot be disabled now; null when it can. */
    not_disable: z.string().nullable(),
    recover: z.boolean(),
  }),
})
export type PersonPage = z.infer<typeof personPage>

export const leavingView = z.object({
  orphans: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string(), detail: z.string() })),
})
export type LeavingView = z.infer<typeof leavingView>

/** For pickers, and to say who can give a role: everybody may see it. */
export const personChoices = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), title: z.string() })),
})
export type PersonChoices = z.infer<typeof personChoices>
export const teamChoices = z.object({
  items: z.array(named.extend({ lead: z.string().nullable(), members: z.number() })),
})
export type TeamChoices = z.infer<typeof teamChoices>

/** `link` is said once and never again. */
export const invitedAnswer = z.object({ person_id: z.string(), link: z.string() })
export type InvitedAnswer = z.infer<typeof invitedAnswer>
