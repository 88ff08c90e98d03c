import type { SaidIn } from '../language/said'

/** What became of a request, in a few words; and what stands over a group that its level does not name. */
export type InboxWords = {
  pending: string
  approved: string
  denied: string
  expired: string
  cancelled: string
  /** By the execution's outcome, else the grant's state. */
  granted: Readonly<Record<GrantedAs, string>>
  dueSoon: string
  /** Alike ones whose params tell them apart. */
  with: (title: string, params: string) => string
}
export type GrantedAs = 'issued' | 'redeemed' | 'completed' | 'revoked' | 'expired' | 'succeeded' | 'failed' | 'unknown'

export const inboxWords: { readonly [language in SaidIn]: InboxWords } = {
  en: {
    pending: 'waits for others',
    approved: 'approved',
    denied: 'denied',
    expired: 'expired, nothing granted',
    cancelled: 'taken back',
    granted: {
      issued: 'granted, not used yet',
      redeemed: 'running',
      completed: 'done',
      revoked: 'revoked',
      expired: 'granted, never used',
      succeeded: 'done',
      failed: 'failed',
      unknown: 'nobody knows how it ended',
    },
    dueSoon: 'Due in under 10 min',
    with: (title, params) => `${title}, with ${params}`,
  },
  de: {
    pending: 'wartet auf andere',
    approved: 'genehmigt',
    denied: 'abgelehnt',
    expired: 'abgelaufen, nichts freigegeben',
    cancelled: 'zurückgezogen',
    granted: {
      issued: 'freigegeben, noch nicht verwendet',
      redeemed: 'läuft',
      completed: 'erledigt',
      revoked: 'widerrufen',
      expired: 'freigegeben, nie verwendet',
      succeeded: 'erledigt',
      failed: 'fehlgeschlagen',
      unknown: 'niemand weiß, wie es endete',
    },
    dueSoon: 'In weniger als 10 Min. fällig',
    with: (title, params) => `${title}, mit ${params}`,
  },
}
