import type { RequestView } from '@/lib/inbox/schema'

/** What this person can do with this request now, and the one sentence that says why not more. */
export type Standing = {
  /** Deny, abstain and request changes are on. */
  decide: boolean
  approve: boolean
  why: string | null
  tone: 'neutral' | 'warn' | 'danger'
  /** Where the way out is, when there is one. */
  fix: 'passkey' | 'look_again' | 'open_values' | null
}

export type Surroundings = { expired: boolean; online: boolean; changed: boolean; unread: string[] }

const ended = (why: string | null): Standing => ({ decide: false, approve: false, why, tone: 'neutral', fix: null })

/** The server checks all of this again; here it only keeps a person from pressing a button in vain. */
export function standing(view: RequestView, around: Surroundings): Standing {
  const { me, item, presentation } = view
  if (view.resolution !== null) return ended(view.resolution.sentence)
  if (item.status !== 'pending') return ended(item.ended?.sentence ?? null)
  if (around.expired) return ended('Expired. Nothing was granted. The agent was told.')
  if (item.mine !== null) return ended(MINE[item.mine])
  const needsPasskey = presentation.consent.stepup === 'passkey'
  const noPasskey = me.cannot_why === 'no_passkey' || (needsPasskey && !me.has_passkey)
  if (!me.can_decide && me.cannot_why !== 'no_passkey')
    return ended(`${me.cannot_sentence ?? 'You can’t decide this.'}${whoMay(view)}`)
  if (!around.online) return { ...ended('You’re offline. Decisions are never queued.'), tone: 'warn' }
  if (around.changed) {
    return {
      decide: false,
      approve: false,
      why: 'The terms changed while you were reading.',
      tone: 'warn',
      fix: 'look_again',
    }
  }
  if (noPasskey) {
    return {
      decide: true,
      approve: false,
      why: 'Approving this needs a passkey, and you have none yet.',
      tone: 'warn',
      fix: 'passkey',
    }
  }
  if (me.guard.level === 'reroute') {
    return { decide: true, approve: false, why: me.guard.sentence, tone: 'warn', fix: null }
  }
  if (around.unread.length > 0) {
    const values = around.unread.length === 1 ? '1 long value has' : `${around.unread.length} long values have`
    return {
      decide: true,
      approve: false,
      why: `${values} not been opened. Approve stays off until then.`,
      tone: 'neutral',
      fix: 'open_values',
    }
  }
  return { decide: true, approve: true, why: null, tone: 'neutral', fix: null }
}

/** " Ask Mei Lin or Tom Ek.": those who may, at most three. */
function whoMay(view: RequestView): string {
  const names = view.reviewers
    .filter((reviewer) => reviewer.state === 'may' && !reviewer.is_me)
    .map((reviewer) => reviewer.person.name)
  if (names.length === 0) return ''
  const [last = '', ...rest] = names.slice(0, 3).reverse()
  return rest.length === 0 ? ` Ask ${last}.` : ` Ask ${rest.reverse().join(', ')} or ${last}.`
}

const MINE = {
  approve: 'You approved this. It waits for the others.',
  deny: 'You denied this.',
  abstain: 'You abstained. It waits for the others.',
}
