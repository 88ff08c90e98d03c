import { describe, expect, test } from 'vitest'
import { get, post, signers } from '@/e2e/support/people'
import { insertNotices } from '@/lib/notices/store'
import { inTransaction } from '@/lib/platform/transaction'
import { useWorld } from './world'

const world = await useWorld()
const [mei, tom] = await signers(world, 'mei.lin', 'tom.ek')

const page = async (person: { cookie: string }, query = '') => {
  const answer = await get(person, `/notices${query}`)
  return { status: answer.status, ...(await answer.json()) }
}

describe('people read their own notices and nobody else’s', () => {
  test('newest first, paged, with the sentence and where it leads; counted until seen', async () => {
    for (const version of [1, 2, 3])
      await inTransaction((tx) =>
        insertNotices(tx, [
          {
            personId: mei.id,
            kind: 'change_activated',
            subject: { workflow: 'payments', version },
            facts: { workflow: 'Payments', version },
          },
        ]),
      )
    const first = await page(mei, '?limit=2')
    expect(first.items.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'Version 3 of Payments is in force.',
      'Version 2 of Payments is in force.',
    ])
    expect(first.items[0]).toMatchObject({ href: '/boundaries/payments', seen: false, alarming: false })
    expect(first.unseen).toBe(3)
    const second = await page(mei, `?limit=2&cursor=${first.next_cursor}`)
    expect(second.items).toHaveLength(1)
    expect(second.next_cursor).toBeNull()
    expect((await (await get(mei, '/me')).json()).counts.notices).toBe(3)
    expect(await page(tom)).toMatchObject({ items: [], unseen: 0 })
  })

  test('another person can mark none of them as seen (IDOR), and what comes later stays new', async () => {
    const { items } = await page(mei)
    expect(await (await post(tom, '/notices/seen', { up_to: items[0].id })).json()).toEqual({ seen: 0 })
    expect((await page(mei)).unseen).toBe(3)
    expect(await (await post(mei, '/notices/seen', { up_to: items[1].id })).json()).toEqual({ seen: 2 })
    expect((await page(mei)).unseen).toBe(1)
  })

  test('a person who is named twice for the same thing is told once', async () => {
    const notice = {
      personId: tom.id,
      kind: 'proposal_to_decide',
      subject: { proposal_id: 'prp_1' },
      facts: { what: 'add Ada to the team dba', by: 'Noor Haddad' },
    } as const
    await inTransaction((tx) => insertNotices(tx, [notice, notice]))
    expect((await page(tom)).items.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'Noor Haddad proposes to add Ada to the team dba. It takes a second person.',
    ])
  })

  test('a cursor that is none is refused (ATTACKS 125)', async () => {
    expect((await page(mei, '?cursor=1%20OR%201=1')).status).toBe(400)
  })
})
