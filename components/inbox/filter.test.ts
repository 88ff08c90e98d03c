import { describe, expect, it } from 'vitest'
import type { InboxItem } from '@/lib/inbox/schema'
import { applyFilter, blame, parseFilter, without } from './filter'
import { groupItems } from './group'

function item(id: string, over: Partial<InboxItem> = {}): InboxItem {
  return {
    id,
    status: 'pending',
    tier: 'approve',
    level: 'T1',
    code: 'W4-SCT',
    title: 'Refund €84.50 to customer 1204',
    title_parts: [],
    workflow: { slug: 'payments', title: 'Payments' },
    environment: 'prod',
    action: 'payments.refund',
    resource: 'charge:ch_1042',
    agent: { id: 'agt_1', slug: 'billing-agent' },
    sponsor: { id: 'usr_1', name: 'Ana Ruiz' },
    principals: [],
    signals: [],
    quorum: { needed: 1, given: 0 },
    mine: null,
    can_decide: true,
    cannot_why: null,
    created_at: '2026-11-23T07:00:00Z',
    expires_at: '2026-11-23T09:00:00Z',
    ended: null,
    ...over,
  }
}

const ids = (items: InboxItem[]) => items.map((found) => found.id)

describe('the filter box', () => {
  const items = [
    item('a'),
    item('b', { environment: 'staging', agent: { id: 'x', slug: 'deploy-bot' } }),
    item('c', { level: 'T3', action: 'db.delete' }),
  ]

  it.each([
    ['', ['a', 'b', 'c']],
    ['env:prod', ['a', 'c']],
    ['ENV:Prod level:t3', ['c']],
    ['agent:deploy', ['b']],
    ['action:db.*', ['c']],
    ['ana 1204', ['a', 'b', 'c']],
    ['agent:', ['a', 'b', 'c']],
    ['colour:red', []],
  ])('%j leaves %j', (text, left) => expect(ids(applyFilter(items, parseFilter(text)))).toEqual(left))

  it('names the token that hides everything', () => {
    expect(blame(items, parseFilter('env:prod level:T2'))?.raw).toBe('level:T2')
  })
  it('removes one token and keeps the rest as typed', () => {
    const [first] = parseFilter('env:prod  level:T3')
    expect(first && without('env:prod  level:T3', first)).toBe('level:T3')
  })
})

describe('groups', () => {
  const now = Date.parse('2026-11-23T08:00:00Z')
  it('puts the strictest first, and inside a level what is due in under ten minutes', () => {
    const soon = { expires_at: '2026-11-23T08:09:00Z' }
    const groups = groupItems(
      [item('a'), item('b', soon), item('c', { level: 'T3', quorum: { needed: 2, given: 0 } })],
      now,
    )
    expect(groups.map((group) => [group.key, ids(group.items)])).toEqual([
      ['T3', ['c']],
      ['T1-soon', ['b']],
      ['T1', ['a']],
    ])
  })
  it('orders by time left and breaks ties by id', () => {
    const [group] = groupItems([item('b'), item('a'), item('c', { expires_at: '2026-11-23T08:30:00Z' })], now)
    expect(group && ids(group.items)).toEqual(['c', 'a', 'b'])
  })
})
