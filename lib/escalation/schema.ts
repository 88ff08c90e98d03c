import { z } from 'zod'

const who = z.object({ id: z.string(), name: z.string() })

/** Who was told that a request waits, why, and who is told next: the line on its page. Times are RFC 3339 UTC. */
export const escalationView = z.object({
  /** In the order in which they were told; each once, for the first reason. */
  told: z.array(who.extend({ is_me: z.boolean(), why: z.string().nullable(), at: z.string() })),
  /** What the rotas do not say by themselves: "Mei Lin is out of office and named no delegate, so the whole team was told." */
  remarks: z.array(z.string()),
  /** `who`: "the backup". Null when nobody more is told. */
  next: z.object({ who: z.string(), at: z.string() }).nullable(),
})
export type EscalationView = z.infer<typeof escalationView>
