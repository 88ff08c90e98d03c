import { z } from 'zod'
import { limits } from '@/lib/core/limits'
import { isTimeZone } from '@/lib/core/message/zone'
import { isDay } from '@/lib/core/rota/zone'

/** Instants are RFC 3339; days and clock times are those of the rota's zone. */
const idOf = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`))
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const day = z.string().refine(isDay, 'is no day of the calendar, as 2026-11-27')
const who = z.object({ id: z.string(), name: z.string() })

export const teamPath = z.strictObject({ teamId: idOf('tem') })
export const overridePath = z.strictObject({ teamId: idOf('tem'), id: idOf('rov') })
export const holidayPath = z.strictObject({ teamId: idOf('tem'), day: z.string().refine(isDay) })
export const nothing = z.strictObject({})

/** POST /api/console/oncall/{teamId}: the order and the turns. */
export const rotaBody = z.strictObject({
  /** Whose turn is first, second … */
  order: z
    .array(idOf('usr'))
    .min(1)
    .max(limits.rotaPeopleMax)
    .refine((ids) => new Set(ids).size === ids.length, 'names somebody twice'),
  turn_days: z.number().int().min(1).max(limits.turnDaysMax),
  time_zone: z.string().refine(isTimeZone, 'is no IANA time zone, as Europe/Berlin'),
  /** `09:00`; read as minutes since midnight. */
  handover: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day, as 09:00')
    .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))),
  /** The day on which the first turn begins, or began. */
  starts_on: day.refine((text) => text >= '2000-01-01' && text < '2100-01-01', 'is not in this century'),
})
export type RotaInput = z.output<typeof rotaBody>
/** As it is sent. */
export type RotaWish = z.input<typeof rotaBody>

/** POST /api/console/oncall/{teamId}/overrides */
export const overrideBody = z
  .strictObject({ person: idOf('usr'), from: instant, until: instant })
  .superRefine(({ from, until }, ctx) => {
    if (until <= from) ctx.addIssue({ code: 'custom', path: ['until'], message: 'is not after the beginning' })
    else if (until.getTime() - from.getTime() > limits.overrideDaysMax * 86_400_000)
      ctx.addIssue({
        code: 'custom',
        path: ['until'],
        message: `is more than ${limits.overrideDaysMax} days after the beginning`,
      })
  })

/** POST /api/console/oncall/{teamId}/holidays */
export const holidayBody = z.strictObject({ day, title: z.string().trim().min(1).max(80) })

const shift = z.object({
  from: z.string(),
  until: z.string(),
  /** Null: nobody in particular, the whole team is told. */
  person: who.nullable(),
  by: z.enum(['turn', 'override', 'everybody']),
  /** The holiday, or why it is everybody. */
  note: z.string().nullable(),
})

export const rotaView = z.object({
  time_zone: z.string(),
  handover: z.string(),
  turn_days: z.number(),
  starts_on: z.string(),
  /** `fits` false: has left, or is no member any more, and is passed over. */
  order: z.array(who.extend({ fits: z.boolean() })),
  overrides: z.array(z.object({ id: z.string(), person: who, from: z.string(), until: z.string() })),
  holidays: z.array(z.object({ day: z.string(), title: z.string() })),
  now: z.object({
    person: who.nullable(),
    note: z.string().nullable(),
    /** Who is told instead while that person is away; null when they are here, or when nobody stands in. */
    stand_in: who.nullable(),
    is_away: z.boolean(),
    /** When somebody else comes on call; null when that never changes. */
    until: z.string().nullable(),
    backup: who.nullable(),
  }),
  next: z.object({ at: z.string(), person: who.nullable() }).nullable(),
  /** `days`: where each begins, and where the last ends; one more than days that are shown. */
  calendar: z.object({
    days: z.array(z.object({ day: z.string(), at: z.string() })),
    shifts: z.array(shift),
    absences: z.array(z.object({ person: who, delegate: who.nullable(), from: z.string(), until: z.string() })),
  }),
})
export type RotaView = z.infer<typeof rotaView>

export const teamOnCall = z.object({
  team: z.object({ id: z.string(), slug: z.string(), title: z.string() }),
  members: z.array(who),
  may_change: z.boolean(),
  rota: rotaView.nullable(),
})
export type TeamOnCall = z.infer<typeof teamOnCall>

/** GET /api/console/oncall: the teams whose rota this person may see. */
export const onCallPage = z.object({ teams: z.array(teamOnCall), server_now: z.string() })
export type OnCallPage = z.infer<typeof onCallPage>

/** GET /api/console/oncall/me: what the top bar and an empty inbox say. Only teams that have a rota. */
export const myOnCall = z.object({
  teams: z.array(
    z.object({
      team: z.object({ id: z.string(), title: z.string() }),
      /** Null: nobody in particular. */
      person: who.nullable(),
      is_me: z.boolean(),
      /** I am told instead of them. */
      i_stand_in: z.boolean(),
      until: z.string().nullable(),
      next: who.nullable(),
    }),
  ),
  server_now: z.string(),
})
export type MyOnCall = z.infer<typeof myOnCall>
