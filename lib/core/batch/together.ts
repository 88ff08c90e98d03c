import type { Consent } from '../boundary/consent'
import type { SaidIn } from '../language/said'
import { batchWords } from './explain'
import type { AloneWhy, ApartWhy } from './words'

/** What has to be known of a request to say whether it may be decided together with others. All of it is immutable. */
export type Batchable = {
  boundaryId: string
  action: string
  resourceKind: string
  params: readonly string[]
  level: string
  opaque: boolean
  consent: Pick<Consent, 'tier' | 'batch' | 'attestations' | 'prompts'>
}

/**
 * Why a request goes into no batch; null when it may. T1 may unless a rule says otherwise, T2 only where every rule that
 * asks says so, T3 never (UX S4). What no template can render is never batched (DESIGN 1), and neither is what the boundary
 * asks each approver to confirm or to answer: that is about one request, and a list would make it a habit.
 */
export function whyAlone({ level, opaque, consent }: Batchable): AloneWhy | null {
  if (consent.tier !== 'approve' || (level !== 'T1' && level !== 'T2')) return 'level'
  if (opaque) return 'opaque'
  if (consent.batch === 'none' || (level === 'T2' && consent.batch !== 'T2')) return 'forbidden'
  return (consent.attestations?.length ?? 0) > 0 || (consent.prompts?.length ?? 0) > 0 ? 'asks' : null
}

/** Why two requests are not decided together; null when they may: the same action with the same params, one version, one level. */
export function whyApart(one: Batchable, other: Batchable): ApartWhy | null {
  if (one.action !== other.action || one.resourceKind !== other.resourceKind) return 'action'
  if ([...one.params].sort().join('\n') !== [...other.params].sort().join('\n')) return 'action'
  if (one.boundaryId !== other.boundaryId) return 'boundary'
  return one.level === other.level ? null : 'level'
}

/** One text for each reason, the same in the console and in what the API answers; to stand after the request's name. */
export function explainNotBatched(why: NotBatched, language: SaidIn = 'en'): string {
  const words = batchWords[language]
  return why.apart ? words.apart[why.why] : words.alone[why.why]
}

/** `apart`: it could be in another batch, but not in this one. */
export type NotBatched = { apart: true; why: ApartWhy } | { apart: false; why: AloneWhy }

/** Why this one is not in the batch whose first one is `first`; null when it is. Without a first one, why it is in none. */
export function whyNotBatched(item: Batchable, first: Batchable | null): NotBatched | null {
  const alone = whyAlone(item)
  if (alone !== null) return { apart: false, why: alone }
  const apart = first === null ? null : whyApart(first, item)
  return apart === null ? null : { apart: true, why: apart }
}

/** `at`: its place in the list. `detail` is English. */
export type BatchFault = NotBatched & { at: number; detail: string }

/** What keeps requests out of one batch, each named by its place in the list. The first one says what the others must be. */
export function batchFaults(items: readonly Batchable[]): BatchFault[] {
  return items.flatMap((item, at): BatchFault[] => {
    const why = whyNotBatched(item, items[0] ?? null)
    return why === null ? [] : [{ at, ...why, detail: explainNotBatched(why) }]
  })
}
