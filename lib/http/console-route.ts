import type { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import type { Operation, Taken } from './operation'
import type { Place } from './route-table'

/** Who may call a human route: everybody (to sign in), or a person with a live session. */
export type Audience = 'public' | 'person'

/**
 * One row of the console table. `serve: null` leaves the answer to the application of another office (sign-in, people,
 * log) that is mounted behind the table; such an application answers only where the table names it.
 */
export type ConsoleRoute = Place & {
  who: Audience
  serve: ((taken: Taken, actor: PersonActor) => Promise<Response>) | null
  /** What a body may be; null where the mounted application says it. */
  body: z.ZodType | null
}

/** A row for people that is served by an operation. */
export function personRoute(method: Place['method'], path: string, operation: Operation<PersonActor>): ConsoleRoute {
  return { method, path, who: 'person', serve: operation.serve, body: operation.body }
}

/** A row that a mounted application serves. */
export function mountedRoute(method: Place['method'], path: string, who: Audience): ConsoleRoute {
  return { method, path, who, serve: null, body: null }
}
