import { z } from 'zod'

/** Instants are RFC 3339. */
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const who = z.object({ id: z.string(), name: z.string() })

export const absencePath = z.strictObject({ id: z.string().regex(/^abs_[0-9a-z]{26}$/) })
export const nothing = z.strictObject({})

/** POST /api/console/absences. `from` null: from now on. `delegate`: who is told instead, if they may decide by themselves. */
export const absenceBody = z.strictObject({
  from: instant.nullable().default(null),
  until: instant,
  delegate: z
    .string()
    .regex(/^usr_[0-9a-z]{26}$/)
    .nullable()
    .default(null),
})

export const absenceView = z.object({
  id: z.string(),
  from: z.string(),
  until: z.string(),
  delegate: who.nullable(),
  /** It has begun. */
  is_now: z.boolean(),
  /** Why the delegate would not be told as things stand, as a sentence; null when nothing is wrong. */
  remark: z.string().nullable(),
})
export type AbsenceView = z.infer<typeof absenceView>

/** GET /api/console/absences/mine: those that are not over, soonest first, and whom I can name. */
export const absencesView = z.object({
  items: z.array(absenceView),
  delegates: z.array(who.extend({ teams: z.array(z.string()) })),
  /** For whom I stand in now or will. */
  standing_in: z.array(z.object({ person: who, from: z.string(), until: z.string() })),
  days_max: z.number(),
  server_now: z.string(),
})
export type AbsencesView = z.infer<typeof absencesView>
