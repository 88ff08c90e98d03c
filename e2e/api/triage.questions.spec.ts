import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { api, look, pending } from '@/e2e/support/machines'
import { decide, plainApproval, post, refusal, signers } from '@/e2e/support/people'
import { entriesOf, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { ask, notices, see } from '@/e2e/support/triage'
import { absentId, useWorld } from './world'

const world = await useWorld()
const { db, agent, otherAgent } = world
await activate(db, 'payments', steps)
const [tom, ana, elif, sara] = await signers(world, 'tom', 'ana', 'elif', 'sara')

describe('a question is answered with a claim', () => {
  const questionsOf = async (id: string) => (await (await api('GET', `/requests/${id}`, agent)).json()).questions
  const answer = (id: string, question: string, text = 'Order 1042.') =>
    api('POST', `/requests/${id}/answers`, agent, { question, text })

  test('the agent reads it without learning who asks, and answers once; digest and deadline stay', async () => {
    const request = await pending(world, amounts.one)
    const before = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })
    const { id } = await (await ask(elif, request, 'agent')).json()
    const [question] = await questionsOf(request.id)
    expect(question).toEqual({
      id,
      text: 'Which order is it?',
      asked_at: expect.any(String),
      answer: null,
      answered_at: null,
    })
    expect(JSON.stringify(await (await api('GET', `/requests/${request.id}`, agent)).json())).not.toContain(elif.id)
    expect((await see(tom, request.id)).item.open_questions).toBe(1)
    const said = await answer(request.id, id)
    expect([said.status, (await said.json()).questions[0].answer]).toEqual([200, 'Order 1042.'])
    expect(await refusal(await answer(request.id, id, 'Another one.'))).toMatchObject({
      status: 409,
      code: 'question.answered',
    })
    expect((await see(tom, request.id)).questions[0]?.answer).toMatchObject({
      text: 'Order 1042.',
      by: 'billing-agent',
    })
    expect(await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })).toEqual(before)
    expect(await notices(elif)).toContainEqual({
      kind: 'question_answered',
      sentence: expect.stringContaining('billing-agent answered'),
    })
    expect(await entriesOf(db, request.id)).toEqual(['request.submitted', 'request.questioned', 'request.answered'])
    const log = await db.asOwner(`SELECT body FROM log_entries WHERE request_id = $1`, [request.id])
    expect(JSON.stringify(log)).not.toMatch(/Which order|Order 1042/)
  })

  test('two answers at once: one stays', async () => {
    for (let round = 0; round < 6; round++) {
      const request = await pending(world, amounts.one)
      const { id } = await (await ask(elif, request, 'agent')).json()
      const both = await Promise.all([answer(request.id, id, 'One.'), answer(request.id, id, 'Two.')])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    }
  })

  test('an agent that waits is told of the question', async () => {
    const request = await pending(world, amounts.one)
    const waiting = api('GET', `/requests/${request.id}`, agent, undefined, { prefer: 'wait=20' })
    await sleep(100)
    await ask(elif, request, 'agent')
    expect((await (await waiting).json()).questions).toHaveLength(1)
  })

  test('the sponsor is told and answers as a person, and nobody else in their place', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'sponsor', 'Is this right?')).json()
    expect(await questionsOf(request.id)).toEqual([])
    expect(await notices(ana)).toContainEqual({
      kind: 'question_asked',
      sentence: expect.stringContaining('Elif Demir asks you'),
    })
    const path = `/requests/${request.id}/questions/${id}/answer`
    expect(await refusal(await post(tom, path, { text: 'Yes.' }))).toMatchObject({
      status: 403,
      code: 'question.not_yours',
    })
    expect(await refusal(await post(sara, path, { text: 'Yes.' }))).toMatchObject({ status: 404 })
    expect(await refusal(await answer(request.id, id))).toMatchObject({ status: 404 })
    expect((await post(ana, path, { text: 'Yes.' })).status).toBe(204)
    expect(await refusal(await post(ana, path, { text: 'No.' }))).toMatchObject({
      status: 409,
      code: 'question.answered',
    })
    expect(await refusal(await decide(ana, request, plainApproval(request)))).toMatchObject({ status: 403 })
  })

  test('never extends the deadline: unanswered or not, silence is denial', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'agent')).json()
    await moveDeadline(db, 'request', request.id, -1)
    expect(await refusal(await answer(request.id, id))).toMatchObject({ status: 409, code: 'request.expired' })
    expect(await refusal(await ask(elif, request, 'agent'))).toMatchObject({ status: 409, code: 'request.expired' })
    expect((await look(world, request.id)).status).toBe('expired')
  })

  test('another agent neither reads nor answers it', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'agent')).json()
    expect((await api('POST', `/requests/${request.id}/answers`, otherAgent, { question: id, text: 'x' })).status).toBe(
      404,
    )
    expect((await api('POST', `/requests/${absentId('req')}/answers`, agent, { question: id, text: 'x' })).status).toBe(
      404,
    )
    const other = await pending(world, amounts.one)
    expect((await answer(other.id, id)).status).toBe(404)
  })

  test('ten are enough, also when two come at once', async () => {
    const request = await pending(world, amounts.one)
    for (let n = 0; n < 9; n++) expect((await ask(elif, request, 'agent')).status).toBe(201)
    const both = await Promise.all([ask(elif, request, 'agent'), ask(tom, request, 'agent')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('what is asked and answered is never changed or taken away', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'agent')).json()
    await answer(request.id, id)
    for (const run of [db.asOwner, db.asApp])
      for (const sql of [
        `UPDATE request_questions SET answer = 'x'`,
        `UPDATE request_questions SET text = 'x'`,
        'DELETE FROM request_questions',
      ])
        expect(await refusalBy(run, `${sql} WHERE id = $1`, [id])).toMatch(
          /answered once|never deleted|permission denied/,
        )
    const { id: open } = await (await ask(elif, request, 'agent')).json()
    expect(
      await refusalBy(
        db.asApp,
        `UPDATE request_questions SET answer = 'x', answered_by = $2, answered_at = now() WHERE id = $1`,
        [open, world.otherAgent.id],
      ),
    ).toMatch(/only the agent that asks/)
  })

  test.each([
    [{ of: 'agent' }, '/text'],
    [{ of: 'boss', text: 'x' }, '/of'],
    [{ of: 'agent', text: 'x'.repeat(1_001) }, '/text'],
  ])('%j is refused with its place', async (body, pointer) => {
    const request = await pending(world, amounts.one)
    const refused = await post(elif, `/requests/${request.id}/questions`, body)
    expect([refused.status, (await refused.json()).errors[0].pointer]).toEqual([400, pointer])
  })
})
