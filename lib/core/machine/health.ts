import type { MachineStatus } from '../directory'
import type { MachineKind } from './machine'

const DAY_MS = 86_400_000
/** A machine in use that was not heard of for so long deserves a look. */
const SILENT_DAYS = 7
/** A credential is renewed with time to spare. */
const EXPIRES_SOON_DAYS = 14

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger'
/** One thing to know of a machine. Red is for what stops it or what nobody answers for. */
export type Remark = { code: string; tone: Tone; text: string }

export type HealthFacts = {
  kind: MachineKind
  status: MachineStatus
  /** Null for machines that run in no runtime of ours. */
  runtime: { slug: string; status: 'active' | 'suspended' | 'quarantined'; gaps: readonly string[] } | null
  sponsorActive: boolean
  /** When it was last heard of; null: never. */
  seenAt: Date | null
  /** The ends of the credentials in force; null for one without an end. */
  credentialEnds: readonly (Date | null)[]
  /** How many workflows name it. */
  named: number
}

/** What is to be known of a machine at `now`, the worst first; a machine in order has one calm remark. */
export function healthOf(facts: HealthFacts, now: Date): Remark[] {
  const remarks = [...stopped(facts), ...unanswered(facts)]
  if (facts.status === 'retired') return remarks
  remarks.push(...credentials(facts.credentialEnds, now), ...silence(facts, now))
  if (facts.named === 0 && (facts.kind === 'agent' || facts.kind === 'executor'))
    remarks.push({ code: 'unnamed', tone: 'neutral', text: 'Not named by any workflow' })
  return remarks.length > 0 ? remarks : [{ code: 'fine', tone: 'ok', text: 'Working' }]
}

function stopped({ status, runtime }: HealthFacts): Remark[] {
  if (status === 'retired') return [{ code: 'retired', tone: 'neutral', text: 'Retired: it never acts again' }]
  const remarks: Remark[] = []
  if (status === 'quarantined')
    remarks.push({ code: 'quarantined', tone: 'danger', text: 'Quarantined: two people let it go on' })
  if (status === 'suspended') remarks.push({ code: 'suspended', tone: 'warn', text: 'Suspended' })
  if (runtime && runtime.status !== 'active')
    remarks.push({
      code: 'runtime_stopped',
      tone: runtime.status === 'quarantined' ? 'danger' : 'warn',
      text: `Its runtime ${runtime.slug} is ${runtime.status}`,
    })
  return remarks
}

function unanswered({ status, runtime, sponsorActive, kind }: HealthFacts): Remark[] {
  if (status === 'retired') return []
  const remarks: Remark[] = []
  if (!sponsorActive && kind !== 'auditor')
    remarks.push({ code: 'no_sponsor', tone: 'danger', text: 'Nobody answers for it: its sponsor has left' })
  if (runtime && runtime.gaps.length > 0)
    remarks.push({
      code: 'vendor_gap',
      tone: 'danger',
      text: `Its requests are denied: nobody answers for ${runtime.gaps.join(', ')}`,
    })
  return remarks
}

function credentials(ends: readonly (Date | null)[], now: Date): Remark[] {
  const live = ends.filter((end) => end === null || end > now)
  if (live.length === 0) return [{ code: 'no_credential', tone: 'warn', text: 'No credential in force' }]
  const last = Math.max(...live.map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY))
  const days = Math.floor((last - now.getTime()) / DAY_MS)
  if (days >= EXPIRES_SOON_DAYS) return []
  return [
    {
      code: 'credential_ends',
      tone: 'warn',
      text: `Its credential expires ${days < 1 ? 'today' : `in ${inDays(days)}`}`,
    },
  ]
}

function silence({ seenAt, named }: HealthFacts, now: Date): Remark[] {
  if (seenAt === null) return [{ code: 'never_seen', tone: 'neutral', text: 'Never seen' }]
  const since = Math.floor((now.getTime() - seenAt.getTime()) / DAY_MS)
  if (named === 0 || since < SILENT_DAYS) return []
  return [{ code: 'silent', tone: 'warn', text: `Silent for ${inDays(since)}` }]
}

function inDays(days: number): string {
  return days === 1 ? 'one day' : `${days} days`
}
