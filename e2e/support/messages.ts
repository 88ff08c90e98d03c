import { call, type World } from '@/e2e/api/world'
import { machineApi } from '@/lib/http/machine-api'
import { creditLimit, refund } from './browser-wishes'

/** What `ask` asks for, by the level that the demo's boundary gives it. */
const WISH = {
  /** Support: Elif, Jonas and Tom, one of them, with a session. */
  T1: () => refund(12_000),
  /** Payments leads: Mei, Tom and Jonas, one of them, with a passkey. */
  T2: () => creditLimit(800_000),
  /** Payments leads, two of them, with a passkey. */
  T3: () => refund(124_000),
} as const

export type AskedFor = { id: string; binding_code: string; status: string; expires_at: string }

/** Lets the billing agent ask for something of that level. */
export async function ask(
  world: World,
  level: keyof typeof WISH,
  more: Record<string, unknown> = {},
): Promise<AskedFor> {
  const answer = await call(machineApi, 'POST', '/api/v1/requests', {
    as: world.agent,
    json: { ...WISH[level](), ...more },
  })
  if (answer.status !== 202) throw new Error(`asking was answered ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** The deliveries about one thing, as rows. */
export function deliveriesOf(world: World, subject: string): Promise<Record<string, unknown>[]> {
  return world.db.asOwner(
    `SELECT d.*, p.email FROM deliveries d LEFT JOIN people p ON p.id = d.person_id WHERE d.subject_id = $1 ORDER BY d.id`,
    [subject],
  )
}

/** Lets everything that waits be due now, as time would. */
export async function hurry(world: World): Promise<void> {
  await world.db.asOwner(`UPDATE deliveries SET due_at = now() - interval '1 second' WHERE status = 'due'`)
}
