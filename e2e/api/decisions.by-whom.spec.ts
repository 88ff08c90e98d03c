import { expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { pending } from '@/e2e/support/machines'
import { decide, denial, get, plainApproval, refusal, signers } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { consoleApi } from '@/lib/http/console-api'
import { call, fromConsole, useWorld } from './world'

const world = await useWorld()
const { db, agent } = world
await activate(db, 'payments', steps)
const [elif, tom] = await signers(world, 'elif', 'tom')
const decisionsOn = (id: string) => db.asOwner(`SELECT person_id, verb FROM decisions WHERE request_id = '${id}'`)

test('a decision is by the person of the session and by nobody in whose name it claims to be (ATTACKS 48)', async () => {
  const request = await pending(world, amounts.one)
  for (const member of ['person_id', 'on_behalf_of', 'act_as', 'view_as']) {
    const answer = await decide(elif, request, { ...plainApproval(request), [member]: tom.id })
    expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, `/${member}`])
  }
  expect(await decisionsOn(request.id)).toEqual([])
  const named = { 'x-person': tom.id, 'x-act-as': tom.id, 'x-forwarded-user': tom.id, 'x-impersonate': tom.id }
  const send = (query: string) =>
    call(consoleApi, 'POST', `/api/console/requests/${request.id}/decisions${query}`, {
      headers: { ...fromConsole, ...named, cookie: elif.cookie },
      json: plainApproval(request),
    })
  expect((await send(`?act_as=${tom.id}`)).status).toBe(400)
  expect((await send('')).status).toBe(200)
  expect(await decisionsOn(request.id)).toEqual([{ person_id: elif.id, verb: 'approve' }])
})

test('what comes with a machine’s credential decides nothing, whoever’s session comes along (ATTACKS 99)', async () => {
  const request = await pending(world, amounts.one)
  const answer = await call(consoleApi, 'POST', `/api/console/requests/${request.id}/decisions`, {
    headers: { ...fromConsole, cookie: elif.cookie, authorization: `Bearer ${agent.api_key}` },
    json: plainApproval(request),
  })
  expect(await refusal(answer)).toEqual({ status: 403, code: 'auth.wrong_kind' })
  expect(await decisionsOn(request.id)).toEqual([])
})

test('asked again with another amount after a denial, rules and people are told how often it was denied (ATTACKS 57)', async () => {
  const wish = { resource: 'charge:ch_denied' }
  for (const [amount, said] of [
    [amounts.one, 'No'],
    [amounts.one + 1, 'Once, the same wish on this resource'],
    [amounts.one + 2, '2 times, the same wish on this resource'],
  ] as const) {
    const request = await pending(world, amount, wish)
    const view = await (await get(elif, `/requests/${request.id}`)).json()
    const fact = view.presentation.facts.find(({ key }: { key: string }) => key === 'denied_before')
    expect([fact?.value.startsWith(said), fact?.flag]).toEqual([true, said !== 'No'])
    const before = ['No', 'Once', '2 times'].findIndex((start) => said.startsWith(start))
    expect(
      await countOf(
        db,
        `SELECT (context -> 'history' ->> 'similar_denied')::int AS count FROM evaluations WHERE request_id = '${request.id}'`,
      ),
    ).toBe(before)
    expect((await decide(elif, request, denial(request))).status).toBe(200)
  }
})
