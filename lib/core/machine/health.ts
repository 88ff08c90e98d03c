import type { MachineStatus } from '../directory'
import type { SaidIn } from '../language/said'
import type { MachineKind } from './machine'
import { type HealthWords, healthWords } from './words'

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

/** What is to be known of a machine at `now`, the worst first; a machine in order has one calm remark. `gaps` are in the same language. */
export function healthOf(facts: HealthFacts, now: Date, language: SaidIn): Remark[] {
  const words = healthWords(language)
  const remarks = [...stopped(facts, words), ...unanswered(facts, words)]
  if (facts.status === 'retired') return remarks
  remarks.push(...credentials(facts.credentialEnds, now, words), ...silence(facts, now, words))
  if (facts.named === 0 && (facts.kind === 'agent' || facts.kind === 'executor'))
    remarks.push({ code: 'unnamed', tone: 'neutral', text: words.unnamed })
  return remarks.length > 0 ? remarks : [{ code: 'fine', tone: 'ok', text: words.fine }]
}

function stopped({ status, runtime }: HealthFacts, words: HealthWords): Remark[] {
  if (status === 'retired') return [{ code: 'retired', tone: 'neutral', text: words.retired }]
  const remarks: Remark[] = []
  if (status === 'quarantined') remarks.push({ code: 'quarantined', tone: 'danger', text: words.quarantined })
  if (status === 'suspended') remarks.push({ code: 'suspended', tone: 'warn', text: words.suspended })
  if (runtime && runtime.status !== 'active')
    remarks.push({
      code: 'runtime_stopped',
      tone: runtime.status === 'quarantined' ? 'danger' : 'warn',
      text: words.runtimeStopped(runtime.slug, runtime.status),
    })
  return remarks
}

function unanswered({ status, runtime, sponsorActive, kind }: HealthFacts, words: HealthWords): Remark[] {
  if (status === 'retired') return []
  const remarks: Remark[] = []
  if (!sponsorActive && kind !== 'auditor') remarks.push({ code: 'no_sponsor', tone: 'danger', text: words.noSponsor })
  if (runtime && runtime.gaps.length > 0)
    remarks.push({
      code: 'vendor_gap',
      tone: 'danger',
      text: words.vendorGap(runtime.gaps),
    })
  return remarks
}

function credentials(ends: readonly (Date | null)[], now: Date, words: HealthWords): Remark[] {
  const live = ends.filter((end) => end === null || end > now)
  if (live.length === 0) return [{ code: 'no_credential', tone: 'warn', text: words.noCredential }]
  const last = Math.max(...live.map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY))
  const days = Math.floor((last - now.getTime()) / DAY_MS)
  if (days >= EXPIRES_SOON_DAYS) return []
  return [
    {
      code: 'credential_ends',
      tone: 'warn',
      text: words.credentialEnds(days),
    },
  ]
}

function silence({ seenAt, named }: HealthFacts, now: Date, words: HealthWords): Remark[] {
  if (seenAt === null) return [{ code: 'never_seen', tone: 'neutral', text: words.neverSeen }]
  const since = Math.floor((now.getTime() - seenAt.getTime()) / DAY_MS)
  if (named === 0 || since < SILENT_DAYS) return []
  return [{ code: 'silent', tone: 'warn', text: words.silent(since) }]
}
