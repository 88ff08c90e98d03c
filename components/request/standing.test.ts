import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { formatOf } from '@/components/language/format'
import type { RequestView } from '@/lib/inbox/schema'
import type { Catalogue } from '@/messages/areas'
import request from '@/messages/en/request.json'
import ui from '@/messages/en/ui.json'
import type { Say } from './say'
import { type Surroundings, standing as standingOf } from './standing'

// The whole catalogue by its type, so that both translators are those of the console.
const messages = { request, ui } as unknown as Catalogue
const say: Say = {
  t: createTranslator<Catalogue, 'request'>({ locale: 'en-GB', messages, namespace: 'request' }),
  format: formatOf('en-GB', createTranslator<Catalogue, 'ui'>({ locale: 'en-GB', messages, namespace: 'ui' })),
}
const standing = (view: RequestView, around: Surroundings) => standingOf(say, view, around)

type Parts = {
  status?: string
  mine?: string | null
  can?: boolean
  why?: string | null
  passkey?: boolean
  resolved?: boolean
  rests?: boolean
}

/** Only what `standing` reads; the schema is exercised by the API's own tests. */
function view({
  status = 'pending',
  mine = null,
  can = true,
  why = null,
  passkey = true,
  resolved = false,
  rests = false,
}: Parts): RequestView {
  return JSON.parse(
    JSON.stringify({
      item: { status, mine, ended: null },
      me: {
        can_decide: can,
        cannot_why: why,
        cannot_sentence: why ? `You can't decide this: ${why}.` : null,
        has_passkey: passkey,
        guard: rests
          ? {
              level: 'reroute',
              sentence: 'Others approve until 12:40 UTC. You can still deny.',
              reasons: [],
              until: '',
            }
          : { level: 'none', sentence: null, reasons: [], until: null },
      },
      presentation: { consent: { stepup: 'passkey' } },
      reviewers: [
        { person: { id: 'usr_m', name: 'Mei Lin' }, state: 'may', is_me: false },
        { person: { id: 'usr_t', name: 'Tom Ek' }, state: 'may', is_me: false },
        { person: { id: 'usr_a', name: 'Ana Ruiz' }, state: 'cannot', is_me: false },
      ],
      resolution: resolved ? { status: 'denied', sentence: 'Mei Lin denied this.', at: '' } : null,
    }),
  )
}

const calm = { expired: false, online: true, changed: false, unread: [] }

describe('what a person can do with a request', () => {
  it('lets an eligible approver with a passkey decide', () => {
    expect(standing(view({}), calm)).toMatchObject({ decide: true, approve: true, why: null })
  })
  it('keeps deny possible while a long value is unread, and approve off', () => {
    expect(standing(view({}), { ...calm, unread: ['/memo'] })).toMatchObject({
      decide: true,
      approve: false,
      fix: 'open_values',
    })
  })
  it('keeps deny possible while others approve in their place, and approve off', () => {
    expect(standing(view({ rests: true }), calm)).toMatchObject({
      decide: true,
      approve: false,
      why: 'Others approve until 12:40 UTC. You can still deny.',
    })
  })
  it('keeps deny possible without a passkey, and approve off', () => {
    expect(standing(view({ passkey: false }), calm)).toMatchObject({ decide: true, approve: false, fix: 'passkey' })
  })
  it('tells somebody who may not whom to ask', () => {
    expect(standing(view({ can: false, why: 'sponsor' }), calm).why).toMatch(/ Ask Mei Lin or Tom Ek\.$/)
  })
  it.each([
    ['a sponsor', view({ can: false, why: 'sponsor' }), calm],
    ['somebody who decided', view({ mine: 'approve' }), calm],
    ['anybody after the resolution', view({ resolved: true }), calm],
    ['anybody after the deadline', view({}), { ...calm, expired: true }],
    ['anybody offline', view({}), { ...calm, online: false }],
    ['a reader of terms that changed', view({}), { ...calm, changed: true }],
  ])('lets %s decide nothing', (_, subject, around) => {
    const result = standing(subject, around)
    expect(result).toMatchObject({ decide: false, approve: false })
    expect(result.why).not.toBeNull()
  })
})
