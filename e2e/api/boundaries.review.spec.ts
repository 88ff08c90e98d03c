import { beforeEach, describe, expect, test } from 'vitest'
import { activate, steps } from '@/e2e/support/boundary'
import {
  clearDraft,
  draftOf,
  handIn,
  letThrough,
  openDraft,
  review,
  reviewOf,
  save,
  signatureOf,
  submit,
} from '@/e2e/support/changes'
import { get, post, refusal, signers } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { signIn, useWorld } from './world'

const world = await useWorld()
const { db } = world
// Rotimi answers for payments and owns it with Mei; Noor is compliance; Ana sponsors its agents; Ingrid owns another workflow.
const [rotimi, mei, noor, ana, ingrid] = await signers(world, 'rotimi', 'mei', 'noor', 'ana', 'ingrid')
const jonas = await signIn(world, 'jonas')

const looser = steps
  .replace('context.params.amount <= 100 ', 'context.params.amount <= 200 ')
  .replace('amount > 100 &&', 'amount > 200 &&')
const stricter = `${steps} @id("stop") @reason("Stopped") forbid (principal, action == Action::"payments.payout", resource);`
/** A tightening of `steps`: what needed nobody is denied. */
const tightened = steps.replace(/@id\("tiny"\)[^;]*;/, '')

beforeEach(async () => {
  await clearDraft(world)
  await activate(db, 'payments', steps)
})

const workflow = async () => (await get(rotimi, '/workflows/payments')).json()
const entries = async (boundary: string) =>
  (
    await db.asOwner(
      `SELECT type FROM log_entries WHERE body::jsonb -> 'subject' ->> 'boundary_id' = $1 ORDER BY at, id`,
      [boundary],
    )
  ).map(({ type }) => type)

describe('handing in', () => {
  test('freezes the text: what reviewers see is stored with it, and nothing of it can be saved any more', async () => {
    const change = await handIn(mei, looser)
    expect(change).toMatchObject({
      status: 'in_review',
      review: { direction: 'loosens', needed: 2, given: 0, change_digest: expect.stringMatching(/^[\w-]{43}$/) },
    })
    expect(await (await save(rotimi, change, { cedar: steps })).json()).toMatchObject({ code: 'change.wrong_state' })
    await expect(db.asOwner(`UPDATE boundaries SET cedar = '' WHERE id = $1`, [change.id])).rejects.toThrow('immutable')
    const { items } = await (await get(noor, '/notices')).json()
    expect(items[0]).toMatchObject({ kind: 'change_to_review' })
  })

  test('of something broken, of another text than was read, or by somebody else is refused with every reason', async () => {
    await openDraft(mei)
    await save(mei, await draftOf(mei), { cedar: 'permit (' })
    const broken = await (await submit(mei)).json()
    expect([broken.code, broken.blockers[0].code]).toEqual(['change.blocked', 'invalid_text'])
    await save(mei, await draftOf(mei), { cedar: '' })
    expect((await (await submit(mei)).json()).blockers).toEqual([expect.objectContaining({ code: 'no_rules' })])
    expect(await (await submit(mei, { edits: 0 })).json()).toMatchObject({ code: 'draft.changed' })
    const body = { edits: (await draftOf(mei)).edits }
    expect((await post(noor, '/workflows/payments/draft/submit', body)).status).toBe(403)
    expect((await post(jonas, '/workflows/payments/draft/submit', body)).status).toBe(404)
  })

  test('against a save: what is in review is the text that was analysed, or it is not in review', async () => {
    for (let round = 0; round < 4; round++) {
      await clearDraft(world)
      await openDraft(mei)
      const before = await draftOf(mei)
      const [handed, saved] = await Promise.all([submit(mei), save(rotimi, before, { cedar: looser })])
      const now = await draftOf(mei)
      if (handed.status === 200) expect([saved.status, now.status, now.cedar]).toEqual([409, 'in_review', before.cedar])
      else expect([saved.status, now.status, now.cedar]).toEqual([200, 'draft', looser])
    }
  })
})

describe('a change that loosens (ATTACKS 51)', () => {
  test('comes into force by the accountable owner and an independent person, signed, all at once', async () => {
    const change = await handIn(mei, looser)
    expect(await (await letThrough(rotimi, change)).json()).toMatchObject({ status: 'in_review', given: 1, needed: 2 })
    expect((await workflow()).version).not.toBe(change.version)
    expect(await (await letThrough(noor, change)).json()).toMatchObject({ status: 'active', given: 2 })
    const { version, versions } = await workflow()
    expect(version).toBe(change.version)
    expect(versions[0]).toMatchObject({
      status: 'active',
      author: 'Mei Lin',
      reviewers: ['Rotimi Okafor', 'Noor Haddad'],
    })
    expect(versions.filter(({ status }: { status: string }) => status === 'active')).toHaveLength(1)
    expect(await entries(change.id)).toEqual([
      'boundary.drafted',
      'boundary.submitted',
      'boundary.reviewed',
      'boundary.reviewed',
      'boundary.activated',
    ])
  })

  test('is not let through by two who are independent while there is an accountable owner to ask', async () => {
    const change = await handIn(mei, looser)
    expect(await (await letThrough(noor, change)).json()).toMatchObject({ status: 'in_review' })
    expect(await (await letThrough(ingrid, change)).json()).toMatchObject({ status: 'in_review' })
    expect((await workflow()).version).not.toBe(change.version)
    expect(await (await letThrough(rotimi, change)).json()).toMatchObject({ status: 'active' })
  })

  test('written by the accountable owner takes two who are independent', async () => {
    const change = await handIn(rotimi, looser)
    expect(await refusal(await letThrough(rotimi, change))).toMatchObject({
      code: 'review.not_eligible',
      why: 'author',
    })
    expect(await (await letThrough(noor, change)).json()).toMatchObject({ status: 'in_review' })
    expect(await (await letThrough(ingrid, change)).json()).toMatchObject({ status: 'active' })
  })

  test('is refused to its author, to whoever saved it last, to a sponsor and to strangers, and the log says who tried', async () => {
    await openDraft(mei)
    await save(rotimi, await draftOf(mei), { cedar: looser })
    await submit(mei)
    const change = await draftOf(mei)
    const tries = [
      [mei, 'author'],
      [rotimi, 'author'],
      [ana, 'sponsor'],
    ] as const
    for (const [person, why] of tries)
      expect([why, await refusal(await review(person, change))]).toEqual([
        why,
        { status: 403, code: 'review.not_eligible', why },
      ])
    expect((await review(jonas, change)).status).toBe(404)
    expect((await entries(change.id)).filter((type) => type === 'boundary.review_refused')).toHaveLength(3)
    await expect(
      db.asOwner(
        `INSERT INTO boundary_reviews (id, boundary_id, person_id, verb, capacity, reason, change_digest, statement, session_id, passkey_id, assertion)
         VALUES ('rev_x', $1, $2, 'approve', 'owner', 'x', $3, '{}', 's', 'p', '{}')`,
        [change.id, mei.id, change.review?.change_digest],
      ),
    ).rejects.toThrow('author never approves')
  })

  test('is approved by each person once, and what a signature says cannot be changed', async () => {
    const change = await handIn(mei, looser)
    const asked = await (await review(noor, change)).json()
    const signature = signatureOf(noor, asked)
    const path = '/workflows/payments/draft/review'
    const other = await post(noor, path, { ...reviewOf(change, { reason: 'Something else.' }), signature })
    expect(await refusal(other)).toMatchObject({ code: 'passkey.refused' })
    expect(await refusal(await post(noor, path, { ...reviewOf(change), signature }))).toMatchObject({
      code: 'passkey.refused',
    })
    const again = await (await review(noor, change)).json()
    expect(
      await refusal(await post(ingrid, path, { ...reviewOf(change), signature: signatureOf(ingrid, again) })),
    ).toMatchObject({
      code: 'passkey.refused',
    })
    expect((await letThrough(noor, change)).status).toBe(200)
    expect(await refusal(await letThrough(noor, change))).toEqual({ status: 409, code: 'review.already' })
  })
})

describe('a change that tightens', () => {
  test('takes one other person', async () => {
    const change = await handIn(mei, tightened)
    expect(change.review).toMatchObject({ direction: 'tightens', needed: 1 })
    expect(await (await letThrough(rotimi, change)).json()).toMatchObject({ status: 'active' })
  })

  test('is still refused to its author', async () => {
    const change = await handIn(mei, stricter)
    expect(await refusal(await review(mei, change))).toMatchObject({ why: 'author' })
  })
})

describe('a change that is not let through', () => {
  test.each(['deny', 'request_changes'])(
    '%s sends it back to its author with the reason, without a passkey',
    async (verb) => {
      const change = await handIn(mei, looser)
      expect(await (await review(noor, change, { verb, reason: 'Too much at once.' })).json()).toMatchObject({
        status: 'draft',
      })
      const draft = await draftOf(mei)
      expect(draft).toMatchObject({ status: 'draft', review: null })
      expect(draft.said.reviews).toEqual([
        expect.objectContaining({ verb, reason: 'Too much at once.', outdated: true }),
      ])
    },
  )

  test('and handed in again is reviewed anew: what was said of the earlier text counts for that one only', async () => {
    const change = await handIn(mei, looser)
    await letThrough(noor, change)
    await post(mei, '/workflows/payments/draft/withdraw', {})
    expect(await refusal(await review(rotimi, change))).toEqual({ status: 409, code: 'change.wrong_state' })
    await submit(mei, { accepts: true })
    const again = await draftOf(mei)
    expect(again.review).toMatchObject({ given: 0 })
    expect(await refusal(await review(rotimi, change))).toEqual({ status: 409, code: 'change.stale' })
    await review(noor, again, { verb: 'deny', reason: 'No.' })
    await submit(mei, { accepts: true })
    const third = await draftOf(mei)
    expect((await letThrough(rotimi, third)).status).toBe(200)
    expect(await (await letThrough(noor, third)).json()).toMatchObject({ status: 'active' })
  })

  test('is taken back by its author or an owner, by nobody else', async () => {
    const change = await handIn(mei, looser)
    expect((await post(noor, '/workflows/payments/draft/withdraw', {})).status).toBe(403)
    expect((await post(jonas, '/workflows/payments/draft/withdraw', {})).status).toBe(404)
    expect((await post(rotimi, '/workflows/payments/draft/withdraw', {})).status).toBe(200)
    expect((await entries(change.id)).at(-1)).toBe('boundary.withdrawn')
  })
})

describe('activation', () => {
  test('with something unsettled is refused with every point, and the approval is not recorded', async () => {
    const change = await handIn(mei, looser)
    await letThrough(noor, change)
    await db.asOwner(
      `UPDATE accountability_assignments SET review_due = now() - interval '1 day' WHERE role = 'logging' AND workflow_id = (SELECT id FROM workflows WHERE slug = 'payments')`,
    )
    await db.asOwner(`UPDATE executors SET status = 'suspended' WHERE slug = 'refund-runner'`)
    const blocked = await (await review(rotimi, change)).json()
    expect(blocked.code).toBe('change.blocked')
    expect(blocked.blockers.map(({ code }: { code: string }) => code)).toEqual([
      'accountability_gap',
      'machine_inactive',
    ])
    expect(await countOf(db, 'SELECT count(*) FROM boundary_reviews WHERE boundary_id = $1', [change.id])).toBe(1)
    await db.asOwner(
      `UPDATE accountability_assignments SET review_due = now() + interval '90 days' WHERE role = 'logging'`,
    )
    await db.asOwner(`UPDATE executors SET status = 'active' WHERE slug = 'refund-runner'`)
    expect(await (await letThrough(rotimi, change)).json()).toMatchObject({ status: 'active' })
  })

  test('by two last approvals at once happens once', async () => {
    for (let round = 0; round < 3; round++) {
      await clearDraft(world)
      await activate(db, 'payments', steps)
      const change = await handIn(mei, looser)
      const signed = await Promise.all(
        [rotimi, noor, ingrid].map(async (person) => ({
          person,
          signature: signatureOf(person, await (await review(person, change)).json()),
        })),
      )
      const answers = await Promise.all(
        signed.map(({ person, signature }) =>
          post(person, '/workflows/payments/draft/review', { ...reviewOf(change), signature }),
        ),
      )
      const bodies = await Promise.all(answers.map((answer) => answer.json()))
      expect(bodies.filter(({ status }) => status === 'active')).toHaveLength(1)
      expect((await entries(change.id)).filter((type) => type === 'boundary.activated')).toHaveLength(1)
      expect((await workflow()).version).toBe(change.version)
    }
  })

  test('against a withdrawal is one or the other', async () => {
    for (let round = 0; round < 4; round++) {
      await clearDraft(world)
      await activate(db, 'payments', steps)
      const change = await handIn(mei, tightened)
      const signature = signatureOf(noor, await (await review(noor, change)).json())
      const [approved, withdrawn] = await Promise.all([
        post(noor, '/workflows/payments/draft/review', { ...reviewOf(change), signature }),
        post(mei, '/workflows/payments/draft/withdraw', {}),
      ])
      const { version } = await workflow()
      if (approved.status === 200) expect([withdrawn.status, version]).toEqual([404, change.version])
      else expect([approved.status, withdrawn.status, version === change.version]).toEqual([409, 200, false])
    }
  })
})

describe('remarks', () => {
  test('are made and settled by those who may read the change, and decide nothing', async () => {
    const change = await handIn(mei, looser)
    const said = await post(ingrid, '/workflows/payments/draft/comments', { rule: 'tiny', text: 'Why 200?' })
    expect(said.status).toBe(201)
    const { id } = await said.json()
    expect((await post(jonas, `/workflows/payments/comments/${id}/resolve`, {})).status).toBe(404)
    expect((await post(mei, `/workflows/payments/comments/${id}/resolve`, {})).status).toBe(200)
    expect((await draftOf(mei)).said.comments).toEqual([
      expect.objectContaining({ rule: 'tiny', text: 'Why 200?', resolved: expect.objectContaining({ by: 'Mei Lin' }) }),
    ])
    expect((await draftOf(mei)).review?.given).toBe(0)
    expect(change.status).toBe('in_review')
  })
})

test('is said in German to whoever reads German, and frozen and signed the same for everybody', async () => {
  const inGerman = <T extends { cookie: string }>(person: T): T => ({
    ...person,
    cookie: `${person.cookie}; countersign_language=de`,
  })
  await openDraft(mei)
  await save(mei, await draftOf(mei), { cedar: '' })
  expect((await (await submit(inGerman(mei))).json()).blockers).toEqual([
    { code: 'no_rules', where: '', message: 'Es gibt noch keine Regel; alles würde abgelehnt.' },
  ])
  await clearDraft(world)
  const change = await handIn(inGerman(mei), looser)
  const [english, german] = await Promise.all([draftOf(noor), draftOf(inGerman(noor))])
  const said = (view: typeof english) => [
    ...(view.review?.comparison.items ?? []).flatMap(({ sentence, before }) => [
      sentence.map(({ text }) => text).join(''),
      ...(before === '' ? [] : [before]),
    ]),
    ...view.check.rules.map(({ sentence }) => sentence.map(({ text }) => text).join('')),
    ...(view.review?.reviewers ?? []).map(({ sentence }) => sentence),
  ]
  expect(said(english).length).toBeGreaterThan(8)
  expect(said(german)).toHaveLength(said(english).length)
  expect(said(english).filter((sentence) => said(german).includes(sentence))).toEqual([])
  expect(said(german)).toContain('hat diese Änderung geschrieben')
  const [frozen] = await db.asOwner('SELECT analysis FROM boundaries WHERE id = $1', [change.id])
  expect(frozen?.analysis).toMatchObject({ comparison: english.review?.comparison })
  expect(german.review?.change_digest).toBe(english.review?.change_digest)
  await letThrough(inGerman(noor), german)
  expect(await (await letThrough(rotimi, english)).json()).toMatchObject({ status: 'active' })
})
