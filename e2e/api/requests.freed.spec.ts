import { expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { handIn, letThrough } from '@/e2e/support/changes'
import { ask, look, pending } from '@/e2e/support/machines'
import { approve, decide, denial, get, plainApproval, refusal, signers } from '@/e2e/support/people'
import { agreed } from '@/e2e/support/proposals'
import { factsOf, idOfSlug } from '@/e2e/support/rows'
import { limits } from '@/lib/core/limits'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
// Mei writes; Rotimi, who answers for payments, and Noor let it through. Rotimi is one of the leads here.
const [rotimi, mei, noor, tom, hugo] = await signers(world, 'rotimi', 'mei', 'noor', 'tom', 'hugo')
await activate(db, 'payments', steps)
await agreed(hugo, noor, {
  kind: 'team.member',
  subject: { team_id: await idOfSlug(db, 'teams', 'payments-leads'), person_id: rotimi.id },
})
// Rotimi sponsors the runner, which would keep him out for another reason.
await db.asOwner(
  `UPDATE executors SET sponsor_id = (SELECT id FROM people WHERE name LIKE 'Sara%') WHERE slug = 'refund-runner'`,
)

/** Where two leads signed, one does. */
const looser = steps.replace(/@id\("two"\)[^;]*;/, (rule) => rule.replace(' @quorum("2")', ''))
const change = await handIn(mei, looser)
for (const person of [noor, rotimi]) await letThrough(person, change)

const barred = async (id: string) => (await factsOf(db, id, 'request.submitted'))?.barred ?? null

test('who let a loosening through decides none of the first requests that need less by it, and is told why', async () => {
  const request = await pending(world, amounts.two)
  expect(await barred(request.id)).toEqual([noor.id, rotimi.id].sort())
  const view = await (await get(rotimi, `/requests/${request.id}`)).json()
  expect(JSON.stringify(view)).toContain('a change that you let through')
  for (const body of [plainApproval(request), denial(request)])
    expect(await refusal(await decide(rotimi, request, body))).toEqual({
      status: 403,
      code: 'decision.not_eligible',
      why: 'loosened',
    })
  const seen = await (await get(tom, `/requests/${request.id}`)).json()
  expect(JSON.stringify(seen)).toContain('let the change through by which this needs less')
  expect((await approve(tom, request)).status).toBe(200)
  expect((await look(world, request.id)).status).toBe('approved')
})

test('the database says so too', async () => {
  const request = await pending(world, amounts.two)
  await expect(
    db.asOwner(
      `INSERT INTO decisions (id, request_id, person_id, verb, reason, reason_digest, digest, presentation_digest, statement, session_id, auth_method, authenticated_at, via_teams)
       SELECT 'dec_' || substr(id, 5), id, $2, 'abstain', '', '', digest, presentation_digest, '{}', 'ses', 'oidc', now(), '{}' FROM requests WHERE id = $1`,
      [request.id, rotimi.id],
    ),
  ).rejects.toThrow('let the loosening through')
})

test('what needs as much as before is nobody’s less than before', async () => {
  const request = await pending(world, amounts.signed)
  expect(await barred(request.id)).toBeNull()
  expect((await approve(rotimi, request)).status).toBe(200)
})

test(`after the first ${limits.freedRequestsBarred} they decide like everybody else`, async () => {
  for (let n = 2; n < limits.freedRequestsBarred; n++) await ask(world, refundOf(amounts.two))
  const request = await pending(world, amounts.two)
  expect(await barred(request.id)).toBeNull()
  expect((await approve(rotimi, request)).status).toBe(200)
})
