import { z } from 'zod'

/** What a request is seen against: earlier ones like it, how rare its values are, and what would have needed less. */

const rarity = z.object({
  /** "p97 of 214", "never before in 214", "not enough history (7)" */
  text: z.string(),
  samples: z.number(),
  unusual: z.boolean(),
})

const pastWish = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  status: z.enum(['approved', 'denied']),
  at: z.string(),
  /** Who decided. */
  sentence: z.string(),
})

const likeness = pastWish.extend({
  fields: z.array(
    z.object({ key: z.string(), label: z.string(), before: z.string(), shown: z.string(), same: z.boolean() }),
  ),
})

export const requestBackground = z.object({
  /** The nearest that people approved, and the nearest that they denied. */
  approved: likeness.nullable(),
  denied: likeness.nullable(),
  /** The last ones that people decided, newest first. */
  last: z.array(pastWish.extend({ changed: z.number() })),
  /** `key` as in the fields of a likeness. */
  rarity: z.array(z.object({ key: z.string(), agent: rarity, workflow: rarity })),
  /** At most three facts that would have made it need less, as the boundary itself answers. */
  less: z.array(z.object({ level: z.enum(['T0', 'T1', 'T2', 'T3', 'TX']), quorum: z.number(), text: z.string() })),
})
export type RequestBackground = z.infer<typeof requestBackground>
