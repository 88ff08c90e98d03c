import { describe, expect, test } from 'vitest'
import { useWorld } from '@/e2e/api/world'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { pending } from '@/e2e/support/machines'
import { approve, decide, denial, type Shown, signers } from '@/e2e/support/people'
import { idOfSlug, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, ana, elif] = await signers(world, 'mei', 'tom', 'jonas', 'ana', 'elif')
const both = [
  ['the owner of the tables', db.asOwner],
  ['the application', db.asApp],
] as const

/** A decision row written past every program: sound unless `over` changes it. */
async function insert(run: typeof db.asOwner, request: Shown, person: string, over: Record<string, unknown> = {}) {
  const { digest } = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id }, select: { digest: true } })
  const row = {
    id: newId('dec'),
    request_id: request.id,
    person_id: person,
    verb: 'approve',
    code: null,
    reason: 'r',
    reason_digest: 'r',
    private_note: '',
    digest,
    presentation_digest: request.presentationDigest,
    statement: '{}',
    session_id: 'ses_x',
    auth_method: 'passkey',
    authenticated_at: new Date().toISOString(),
    passkey_id: `pky_${person}`,
    assertion: {},
    via_teams: [],
    expanded: [],
    guard_level: 'none',
    decided_at: new Date().toISOString(),
    ...over,
  }
  return refusalBy(run, `INSERT INTO decisions SELECT (jsonb_populate_record(NULL::decisions, $1::jsonb)).*`, [
    JSON.stringify(row),
  ])
}

describe.each(both)('the database refuses %s a decision', (_, run) => {
  test('on a request that is decided, cancelled or past its deadline', async () => {
    const [decided, late] = [await pending(world, amounts.two), await pending(world, amounts.two)]
    await decide(mei, decided, denial(decided))
    expect(await insert(run, decided, tom.id)).toMatch(/not pending/)
    await moveDeadline(db, 'request', late.id, -1)
    expect(await insert(run, late, tom.id)).toMatch(/has expired/)
  })

  test('that is a person’s second, or a second one by the same passkey under another name (ATTACKS 28, 29)', async () => {
    const request = await pending(world, amounts.two)
    expect((await approve(mei, request)).status).toBe(200)
    expect(await insert(run, request, mei.id, { verb: 'abstain', passkey_id: null, assertion: null })).toMatch(/unique/)
    expect(await insert(run, request, tom.id, { passkey_id: mei.passkeyId })).toMatch(/one_decision_per_passkey/)
  })

  test('by the sponsor or in one’s own name (law 4)', async () => {
    const request = await pending(world, amounts.two, { on_behalf_of: [jonas.id] })
    for (const person of [ana.id, jonas.id]) expect(await insert(run, request, person)).toMatch(/separation of duties/)
  })

  test('that is an approval without the signature that the consent demands', async () => {
    const request = await pending(world, amounts.two)
    expect(await insert(run, request, mei.id, { passkey_id: null, assertion: null })).toMatch(
      /needs a passkey signature/,
    )
    expect(await insert(run, request, mei.id, { assertion: null })).toMatch(
      /needs a passkey|decision_passkey_has_assertion/,
    )
    expect(await insert(run, request, mei.id, { verb: 'deny', code: 'other', passkey_id: null })).toMatch(
      /decision_passkey_has_assertion/,
    )
  })

  test('about something else than what is pending (law 6)', async () => {
    const request = await pending(world, amounts.two)
    for (const over of [{ digest: 'A'.repeat(43) }, { presentation_digest: 'A'.repeat(43) }])
      expect(await insert(run, request, mei.id, over)).toMatch(/not about what is pending/)
  })

  test('by a machine, or by nobody', async () => {
    const request = await pending(world, amounts.two)
    for (const person of [world.agent.id, world.executor.id, 'system'])
      expect(await insert(run, request, person)).toMatch(/decision_person_is_person|foreign key/)
    expect(await insert(run, request, newId('usr'))).toMatch(/foreign key/)
  })

  test('with a verb, code or lifetime that no decision has', async () => {
    const request = await pending(world, amounts.two)
    expect(await insert(run, request, mei.id, { verb: 'allow' })).toMatch(/decisions_verb/)
    expect(await insert(run, request, mei.id, { code: 'other' })).toMatch(/decisions_code/)
    expect(await insert(run, request, mei.id, { verb: 'deny' })).toMatch(/decisions_code/)
    expect(await insert(run, request, mei.id, { verb: 'deny', code: 'because' })).toMatch(/decisions_code/)
    expect(await insert(run, request, mei.id, { grant_ttl_s: 0 })).toMatch(/decision_ttl/)
    expect(await insert(run, request, mei.id, { auth_method: 'api_key' })).toMatch(/decisions_method/)
  })

  test('to be changed or taken away afterwards (law 11)', async () => {
    const request = await pending(world, amounts.one)
    expect((await decide(elif, request, denial(request))).status).toBe(200)
    for (const sql of [
      `UPDATE decisions SET verb = 'approve', code = NULL`,
      `UPDATE decisions SET reason = 'other'`,
      'DELETE FROM decisions',
    ])
      expect(await refusalBy(run, `${sql} WHERE request_id = $1`, [request.id])).toMatch(
        /append-only|permission denied/,
      )
    expect(await refusalBy(run, 'TRUNCATE decisions')).toMatch(/append-only|permission denied|foreign key/)
  })
})

test('a sound row goes in, so it was the fault that was refused', async () => {
  const request = await pending(world, amounts.two)
  expect(await insert(db.asApp, request, mei.id)).toBeNull()
})

describe('a challenge', () => {
  test('that was used is never free again, and one for a decision names person, request and statement', async () => {
    const used = newId('cha')
    const make = (id: string, over: Record<string, unknown>) =>
      refusalBy(
        db.asApp,
        `INSERT INTO webauthn_challenges SELECT (jsonb_populate_record(NULL::webauthn_challenges, $1::jsonb)).*`,
        [
          JSON.stringify({
            id,
            kind: 'decision',
            challenge: id,
            person_id: mei.id,
            request_id: newId('req'),
            statement: {},
            expires_at: new Date(Date.now() + 60_000),
            used_at: new Date(),
            created_at: new Date(),
            ...over,
          }),
        ],
      )
    expect(await make(used, {})).toBeNull()
    expect(await refusalBy(db.asApp, `UPDATE webauthn_challenges SET used_at = NULL WHERE id = $1`, [used])).toMatch(
      /already used/,
    )
    expect(
      await refusalBy(db.asApp, `UPDATE webauthn_challenges SET expires_at = now() + interval '1 day' WHERE id = $1`, [
        used,
      ]),
    ).toMatch(/already used/)
    for (const missing of ['person_id', 'request_id', 'statement'])
      expect(await make(newId('cha'), { [missing]: null })).toMatch(/decision_challenge_is_bound/)
    expect(await make(newId('cha'), { kind: 'other' })).toMatch(/webauthn_challenges_kind/)
  })
})

describe('a team', () => {
  test('has a member once', async () => {
    const leads = await idOfSlug(db, 'teams', 'payments-leads')
    expect(
      await refusalBy(db.asApp, 'INSERT INTO team_members (team_id, person_id) VALUES ($1, $2)', [leads, mei.id]),
    ).toMatch(/unique/)
  })
})
