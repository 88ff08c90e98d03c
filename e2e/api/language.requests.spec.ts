import { expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { ask, granted, pending } from '@/e2e/support/machines'
import { hoursFromNow } from '@/e2e/support/oncall'
import { approve, decide, denial, get, post, signers } from '@/e2e/support/people'
import { moveDeadline, passTime } from '@/e2e/support/rows'
import { escalateRequests } from '@/lib/escalation/escalate-requests'
import { useWorld, wishes } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, noor] = await signers(world, 'mei', 'tom', 'noor')

/** What the server says of requests, grants and the log, with something of everything in it. */
async function everything(): Promise<[string, string][]> {
  await db.asOwner(`UPDATE team_members SET since = since - interval '30 days'`)
  const many = []
  for (const more of [0, 10, 20, 30, 450]) many.push(await pending(world, amounts.one + more))
  const two = await pending(world, amounts.two)
  await approve(mei, two)
  const asked = await pending(world, amounts.signed)
  await post(mei, `/requests/${asked.id}/claim`, {})
  await post(mei, `/requests/${asked.id}/questions`, { of: 'agent', text: 'Which invoice?' })
  await post(tom, '/absences', { until: hoursFromNow(48), delegate: null })
  for (const share of [0.5, 0.7, 0.85]) {
    await passTime(db, asked.id, share)
    await escalateRequests()
  }
  const revised = await pending(world, amounts.signed + 1)
  await decide(mei, revised, {
    ...denial(revised),
    code: 'wrong_scope',
    next_action: 'revise',
    counter_proposal: { changes: [{ pointer: '/params/amount', op: 'at_most', value: 5 }] },
  })
  const late = await pending(world, amounts.one + 2)
  await moveDeadline(db, 'request', late.id, -1)
  const grant = await granted(world)
  await post(mei, `/grants/${grant.grantId}/revoke`, { reason: 'Wrong charge' })
  const policy = await ask(world, { ...wishes.deny, params: { ...wishes.deny.params, amount: amounts.none } })
  const each = Object.entries({ asked, two, revised, late, used: { id: grant.requestId }, policy })
  return [
    ['my inbox', '/inbox'],
    ['what waits for others', '/inbox?view=waiting&group=similar'],
    ['what is over', '/inbox?view=ended'],
    ['all requests', '/requests'],
    ...each.flatMap(([name, { id }]): [string, string][] => [
      [`a request, ${name}`, `/requests/${id}`],
      [`what it is seen against, ${name}`, `/requests/${id}/background`],
    ]),
    ['a batch', `/batches?ids=${[...many.map(({ id }) => id), two.id].join(',')}`],
    ['the grants', '/grants?view=ended'],
    ['my decisions', '/me/activity'],
    ['the log', '/audit?limit=200'],
  ]
}
const cases = await everything()

/** What is signed, what people and agents wrote, and what things are called: the same in each language. */
const SAME =
  /\/(presentation|presentation_text|title|title_parts|slug|reason|private_note|note|name|action|resource|id|key)(\/|$)|\/questions\/\d+\/text$/
const NAMES = [
  'Payments leads',
  'Payments support',
  'Bank memo',
  'Letter to the customer',
  'Refund a charge',
  'Wrong charge',
]

/** Every text of an answer by its place. */
function textsOf(value: unknown, at = ''): [string, string][] {
  if (typeof value === 'string') return SAME.test(at) ? [] : [[at, value]]
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => textsOf(member, `${at}/${key}`))
    : []
}

async function read(person: { cookie: string }, path: string, language: 'en' | 'de') {
  const answer = await get({ cookie: `${person.cookie}; countersign_language=${language}` }, path)
  expect([path, answer.status]).toEqual([path, 200])
  return new Map(textsOf(await answer.json()))
}

test.each(cases)(
  '%s has no sentence in English for somebody who reads German, and the rest is the same',
  async (_, path) => {
    for (const person of [mei, noor]) {
      const [english, german] = [await read(person, path, 'en'), await read(person, path, 'de')]
      expect([...german.keys()]).toEqual([...english.keys()])
      const left = [...german].filter(
        ([at, text]) => text === english.get(at) && / /.test(text) && !NAMES.includes(text),
      )
      expect(left).toEqual([])
    }
  },
)

test('what is signed is the same bytes', async () => {
  const path = cases.find(([name]) => name === 'a request, asked')?.[1] ?? ''
  const signed = async (language: string) => {
    const view = await (await get({ cookie: `${mei.cookie}; countersign_language=${language}` }, path)).json()
    return [view.presentation_text, view.presentation_digest, view.presentation, view.digest]
  }
  expect(await signed('de')).toEqual(await signed('en'))
})
