import { describe, expect, test } from 'vitest'
import { activate, refundOf, steps } from '@/e2e/support/boundary'
import { ask, look, pending, redeem } from '@/e2e/support/machines'
import { challenged, decide, get, plainApproval, post, type Shown, shown, signers } from '@/e2e/support/people'
import { entriesOf, factsOf, refusalBy } from '@/e2e/support/rows'
import { decisionChallenge, type Statement } from '@/lib/core/decision/statement'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
const TICKET = 'I read the ticket'
const BACKUP = 'A backup younger than 24 h exists'
const QUESTION = 'Ticket id?'
await activate(
  db,
  'payments',
  `${steps}
@id("asks") @tier("approve") @approvers("team:payments-support")
@attest("${TICKET}") @prompt("${QUESTION}") @reason("Asks")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount > 100 && context.params.amount <= 1000 };
@id("asks-more") @tier("approve") @approvers("team:payments-leads") @stepup("passkey")
@attest("${TICKET} | ${BACKUP}") @reason("Asks more")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount > 1000 && context.params.amount <= 2000 };`,
)
const [elif, mei] = await signers(world, 'elif', 'mei')
const attests = { attested: [TICKET], answers: ['OPS-1182'] }

async function problem(answer: Response) {
  const { code, errors }: { code: string; errors?: { pointer: string; detail: string }[] } = await answer.json()
  return { status: answer.status, code, errors: errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`) }
}

async function expectPending(request: Shown) {
  expect(await look(world, request.id)).toMatchObject({ status: 'pending', progress: { given: 0 } })
}

describe('what a boundary asks each approver', () => {
  test('is shown, and so part of what is signed: the presentation of another text has another digest', async () => {
    const request = await pending(world, 500)
    const view = await (await get(elif, `/requests/${request.id}`)).json()
    expect(view.presentation).toMatchObject({
      v: 2,
      consent: { attestations: [{ rule: 'asks', text: TICKET }], prompts: [{ rule: 'asks', text: QUESTION }] },
    })
    expect(view.presentation_text).toContain(TICKET)
  })

  test('is required: what is missing is named, and nothing is decided', async () => {
    const request = await pending(world, 500)
    const plain = plainApproval(request)
    expect(await problem(await decide(elif, request, plain))).toEqual({
      status: 422,
      code: 'decision.attestation_missing',
      errors: [`/attested: “${TICKET}” was not confirmed`],
    })
    expect(await problem(await decide(elif, request, { ...plain, attested: [`${TICKET}.`] }))).toMatchObject({
      code: 'decision.attestation_missing',
    })
    for (const answers of [[], [''], ['   ']])
      expect(await problem(await decide(elif, request, { ...plain, attested: [TICKET], answers }))).toEqual({
        status: 422,
        code: 'decision.answer_missing',
        errors: [`/answers/0: “${QUESTION}” was not answered`],
      })
    await expectPending(request)
  })

  test('is all: what was not asked is refused', async () => {
    const request = await pending(world, 500)
    const more = { ...plainApproval(request), attested: [TICKET, 'I own this company'], answers: ['OPS-1182'] }
    expect(await problem(await decide(elif, request, more))).toMatchObject({
      code: 'request.invalid',
      errors: [expect.stringContaining('/attested/1')],
    })
    const twice = { ...plainApproval(request), attested: [TICKET], answers: ['OPS-1182', 'and more'] }
    expect(await problem(await decide(elif, request, twice))).toMatchObject({
      errors: [expect.stringContaining('/answers/1')],
    })
    await expectPending(request)
  })

  test('is kept with the decision: texts in the log, answers as a digest that can be erased from', async () => {
    const request = await pending(world, 500)
    expect((await decide(elif, request, { ...plainApproval(request), ...attests })).status).toBe(200)
    const view = await (await get(elif, `/requests/${request.id}`)).json()
    expect(view.decisions).toMatchObject([{ attested: [TICKET], answers: [{ prompt: QUESTION, answer: 'OPS-1182' }] }])
    const facts = await factsOf(db, request.id, 'decision.recorded')
    expect(facts).toMatchObject({ attested: [TICKET], answers_digest: expect.stringMatching(/^[\w-]{43}$/) })
    expect(JSON.stringify(facts)).not.toContain('OPS-1182')
  })

  test('is no matter of a denial: the safe direction stays the cheapest', async () => {
    const request = await pending(world, 500)
    const denial = { verb: 'deny', presentation_digest: request.presentationDigest, code: 'other', reason: 'No.' }
    expect((await decide(elif, request, denial)).status).toBe(200)
  })

  test('is signed by the passkey: an assertion over one set of answers does not stand for another', async () => {
    const request = await pending(world, 1_500)
    const texts = { attested: [TICKET, BACKUP] }
    const missing = { verb: 'approve', presentation_digest: request.presentationDigest, reason: 'Looked at the order.' }
    expect(
      await problem(await post(mei, `/requests/${request.id}/decisions/challenge`, { ...missing, attested: [TICKET] })),
    ).toMatchObject({ code: 'decision.attestation_missing', errors: [`/attested: “${BACKUP}” was not confirmed`] })
    const { challengeId, challenge, statement } = await challenged(mei, request, texts)
    const said: Statement = JSON.parse(statement)
    expect(said.attested).toEqual([TICKET, BACKUP])
    expect(decisionChallenge({ ...said, attested: [TICKET] })).not.toBe(challenge)
    expect(decisionChallenge({ ...said, answers_digest: 'x' })).not.toBe(challenge)
    const body = {
      ...plainApproval(request),
      challenge_id: challengeId,
      assertion: mei.passkey.get({ challenge }),
      attested: [BACKUP, TICKET],
    }
    expect(await problem(await decide(mei, request, body))).toMatchObject({ code: 'decision.passkey_refused' })
    const again = await challenged(mei, request, texts)
    const honest = {
      challenge_id: again.challengeId,
      assertion: mei.passkey.get({ challenge: again.challenge }),
      ...texts,
    }
    expect((await decide(mei, request, { ...plainApproval(request), ...honest })).status).toBe(200)
  })

  test('is the database’s law too', async () => {
    const request = await pending(world, 500)
    const decided = await pending(world, 500)
    expect((await decide(elif, decided, { ...plainApproval(decided), ...attests })).status).toBe(200)
    const copy = (over: object) =>
      refusalBy(
        db.asOwner,
        `INSERT INTO decisions SELECT (jsonb_populate_record(d, $2::jsonb)).* FROM decisions d WHERE request_id = $1`,
        [decided.id, JSON.stringify({ id: `dec_${request.id}`, request_id: request.id, person_id: mei.id, ...over })],
      )
    const { digest, presentationDigest } = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })
    const about = { digest, presentation_digest: presentationDigest }
    expect(await copy({ ...about, attested: [] })).toMatch(/was not confirmed/)
    expect(await copy({ ...about, answers: [{ prompt: QUESTION, answer: ' ' }] })).toMatch(/was not answered/)
    expect(await copy({ ...about, answers: null })).toMatch(/was not answered/)
    expect(await copy({ ...about, verb: 'abstain' })).toMatch(/decision_only_approvals_attest/)
    expect(await copy(about)).toBeNull()
  })

  test('voids an approval that was given before it was asked (ATTACKS 40)', async () => {
    await activate(db, 'payments', steps)
    const wish = refundOf(500)
    const asked = await ask(world, wish)
    const request = await shown(world, asked.id)
    expect((await decide(elif, request, plainApproval(request))).status).toBe(200)
    const { grant } = await look(world, asked.id)
    await activate(
      db,
      'payments',
      steps.replace('@id("one") @tier("approve")', `@id("one") @attest("${TICKET}") @tier("approve")`),
    )
    const given = { requestId: asked.id, grantId: grant?.id ?? '', token: grant?.token ?? '', wish }
    expect((await redeem(world, given)).status).toBe(403)
    expect(await entriesOf(db, asked.id)).toContain('grant.refused')
    expect(await factsOf(db, asked.id, 'grant.refused')).toMatchObject({ why: 'boundary_demands_more' })
  })
})
