import type { RequestView } from '@/lib/inbox/schema'
import type { Say } from './say'

/** What this person can do with this request now, and the one sentence that says why not more. */
export type Standing = {
  /** Deny, abstain and request changes are on. */
  decide: boolean
  approve: boolean
  why: string | null
  /** The time is over, and the request does not say so itself yet. */
  expired: boolean
  tone: 'neutral' | 'warn' | 'danger'
  /** Where the way out is, when there is one. */
  fix: 'passkey' | 'look_again' | 'open_values' | null
}

export type Surroundings = { expired: boolean; online: boolean; changed: boolean; unread: string[] }

const FREE: Standing = { decide: true, approve: true, why: null, expired: false, tone: 'neutral', fix: null }
const ended = (why: string | null): Standing => ({ ...FREE, decide: false, approve: false, why })

/** The server checks all of this again; here it only keeps a person from pressing a button in vain. */
export function standing(say: Say, view: RequestView, around: Surroundings): Standing {
  const { t } = say
  const { me, item, presentation } = view
  if (view.resolution !== null) return ended(view.resolution.sentence)
  if (item.status !== 'pending') return ended(item.ended?.sentence ?? null)
  if (around.expired) return { ...ended(t('standing.expired')), expired: true }
  if (item.mine !== null) return ended(t(`standing.mine.${item.mine}`))
  const needsPasskey = presentation.consent.stepup === 'passkey'
  const noPasskey = me.cannot_why === 'no_passkey' || (needsPasskey && !me.has_passkey)
  if (!me.can_decide && me.cannot_why !== 'no_passkey')
    return ended(askOthers(say, view, me.cannot_sentence ?? t('standing.cannot')))
  if (!around.online) return { ...ended(t('offline')), tone: 'warn' }
  if (around.changed) {
    return { ...ended(t('standing.changed')), tone: 'warn', fix: 'look_again' }
  }
  if (noPasskey) {
    return { ...FREE, approve: false, why: t('standing.noPasskey'), tone: 'warn', fix: 'passkey' }
  }
  if (me.guard.level === 'reroute') {
    return { ...FREE, approve: false, why: me.guard.sentence, tone: 'warn' }
  }
  if (around.unread.length > 0) {
    return {
      ...FREE,
      approve: false,
      why: t('standing.unread', { count: around.unread.length }),
      fix: 'open_values',
    }
  }
  return FREE
}

/** "… Ask Mei Lin or Tom Ek.": those who may, at most three. */
function askOthers({ t, format }: Say, view: RequestView, why: string): string {
  const names = view.reviewers
    .filter((reviewer) => reviewer.state === 'may' && !reviewer.is_me)
    .map((reviewer) => reviewer.person.name)
  if (names.length === 0) return why
  return t('standing.ask', { why, names: format.list(names.slice(0, 3), 'disjunction') })
}
