import { describe, expect, test } from 'vitest'
import { actorOf, get, post, refusal, signers } from '@/e2e/support/people'
import { agreed, apply, proposed } from '@/e2e/support/proposals'
import { countOf, idOfSlug } from '@/e2e/support/rows'
import { decideProposal } from '@/lib/proposals/decide-proposal'
import { expireProposals } from '@/lib/proposals/expire-proposals'
import { withdrawProposal } from '@/lib/proposals/withdraw-proposal'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
// Hugo administers, Noor and Marta review compliance; Mei owns payments, Sara a database workflow; Elif only approves.
const [hugo, noor, marta, mei, sara, elif] = await signers(world, 'hugo', 'noor', 'marta', 'mei', 'sara', 'elif')
const payments = await idOfSlug(db, 'workflows', 'payments')
const ops = await idOfSlug(db, 'teams', 'ops')

const role = (person: { id: string }, role = 'compliance') =>
  ({ kind: 'person.role', subject: { person_id: person.id, role } }) as const
const rolesOf = async (person: { id: string }) =>
  (await db.asOwner('SELECT role FROM person_roles WHERE person_id = $1 ORDER BY role', [person.id])).map(
    (row) => row.role,
  )
const statusOf = async (id: string) => (await db.asOwner('SELECT status FROM proposals WHERE id = $1', [id]))[0]?.status
const entriesAbout = async (id: string) =>
  (
    await db.asOwner(
      `SELECT type, body::jsonb -> 'facts' AS facts FROM log_entries WHERE body::jsonb -> 'subject' ->> 'proposal_id' = $1 ORDER BY at, id`,
      [id],
    )
  ).map(({ type, facts }) => ({ type, facts }))
const now = () => new Date()

describe('a change that takes two people', () => {
  test('is nothing until a second person applies it with a passkey; then it is done and the log says before and after', async () => {
    const id = await proposed(hugo, role(elif))
    expect(await rolesOf(elif)).toEqual([])
    const waiting = await (await get(noor, '/proposals')).json()
    expect(waiting.items.find((item: { id: string }) => item.id === id)).toMatchObject({
      sentence: 'give Elif Demir the role compliance reviewer',
      lines: [{ label: 'Roles of Elif Demir', before: 'not compliance reviewer', after: 'compliance reviewer' }],
      proposed_by: { id: hugo.id },
      mine: { may_decide: true },
    })
    expect((await apply(noor, id)).status).toBe(200)
    expect([await rolesOf(elif), await statusOf(id)]).toEqual([['compliance'], 'applied'])
    const change = { before: { has: false }, after: { has: true } }
    expect(await entriesAbout(id)).toEqual([
      { type: 'proposal.made', facts: expect.objectContaining(change) },
      { type: 'proposal.applied', facts: expect.objectContaining({ ...change, proposed_by: hugo.id }) },
      { type: 'person.role_added', facts: { person: elif.id, role: 'compliance', ...change } },
    ])
    await db.asOwner('DELETE FROM person_roles WHERE person_id = $1', [elif.id])
  })

  test('tells those who may decide, and the proposer what became of it', async () => {
    const id = await proposed(hugo, role(sara))
    const told = async (person: { id: string }, kind: string) =>
      countOf(
        db,
        `SELECT count(*) FROM notices WHERE person_id = $1 AND kind = $2 AND subject ->> 'proposal_id' = $3`,
        [person.id, kind, id],
      )
    expect([await told(noor, 'proposal_to_decide'), await told(marta, 'proposal_to_decide')]).toEqual([1, 1])
    expect([await told(hugo, 'proposal_to_decide'), await told(sara, 'proposal_to_decide')]).toEqual([0, 0])
    expect((await post(marta, `/proposals/${id}/verdict`, { verb: 'refuse', reason: 'Not needed.' })).status).toBe(200)
    expect([await told(hugo, 'proposal_decided'), await statusOf(id), await rolesOf(sara)]).toEqual([1, 'refused', []])
  })

  test('is never applied by its proposer, by whom it concerns, or by somebody without the role', async () => {
    const own = await proposed(hugo, role(elif))
    expect(await refusal(await apply(hugo, own))).toMatchObject({ code: 'proposal.own' })
    const concerning = await proposed(hugo, role(noor, 'admin'))
    expect(await refusal(await apply(noor, concerning))).toMatchObject({ code: 'proposal.concerns_you' })
    // For everybody else it is not there.
    for (const stranger of [elif, sara])
      expect(await refusal(await apply(stranger, concerning))).toEqual({ status: 404, code: 'not_found' })
    expect([await statusOf(own), await statusOf(concerning), await rolesOf(noor)]).toEqual([
      'open',
      'open',
      ['compliance'],
    ])
  })

  test('is not applied by a session alone: without a signature it only says what to sign', async () => {
    const id = await proposed(hugo, role(elif))
    const answer = await post(noor, `/proposals/${id}/verdict`, { verb: 'apply' })
    const { challenge } = await answer.json()
    expect(JSON.parse(challenge.statement)).toMatchObject({
      purpose: 'proposal',
      person: noor.id,
      says: { proposal_id: id, kind: 'person.role', before: { has: false }, after: { has: true }, verb: 'apply' },
    })
    // A signature over it by somebody else's passkey is none.
    const assertion = marta.passkey.get({ challenge: challenge.options.challenge })
    const forged = await post(noor, `/proposals/${id}/verdict`, {
      verb: 'apply',
      signature: { challenge_id: challenge.challenge_id, assertion },
    })
    expect(await refusal(forged)).toMatchObject({ code: 'passkey.refused' })
    expect([await statusOf(id), await rolesOf(elif)]).toEqual(['open', []])
  })

  test('a signature for one proposal counts for no other', async () => {
    const [one, other] = [await proposed(hugo, role(elif)), await proposed(hugo, role(sara))]
    const { challenge } = await (await post(noor, `/proposals/${one}/verdict`, { verb: 'apply' })).json()
    const assertion = noor.passkey.get({ challenge: challenge.options.challenge })
    const answer = await post(noor, `/proposals/${other}/verdict`, {
      verb: 'apply',
      signature: { challenge_id: challenge.challenge_id, assertion },
    })
    expect(await refusal(answer)).toMatchObject({ code: 'passkey.refused' })
    expect(await rolesOf(sara)).toEqual([])
  })

  test('is out of date when what it would change has changed', async () => {
    const wish = { kind: 'team.member', subject: { team_id: ops, person_id: sara.id } }
    const [first, second] = [await proposed(hugo, wish), await proposed(hugo, wish)]
    expect((await apply(noor, first)).status).toBe(200)
    expect(await refusal(await apply(marta, second))).toMatchObject({ status: 409, code: 'proposal.outdated' })
    expect(await statusOf(second)).toBe('open')
  })

  test('can be taken back by its proposer only, and then is over', async () => {
    const id = await proposed(hugo, role(elif))
    expect((await post(noor, `/proposals/${id}/withdraw`, {})).status).toBe(404)
    expect((await post(hugo, `/proposals/${id}/withdraw`, {})).status).toBe(200)
    expect(await refusal(await apply(noor, id))).toMatchObject({ code: 'proposal.not_open' })
  })

  test('lapses after seven days, by the database’s clock and before any sweep', async () => {
    const id = await proposed(hugo, role(elif))
    await db.asOwner(`BEGIN; ALTER TABLE proposals DISABLE TRIGGER USER;
      UPDATE proposals SET expires_at = clock_timestamp() - interval '1 second' WHERE id = '${id}';
      ALTER TABLE proposals ENABLE TRIGGER USER; COMMIT`)
    expect(await refusal(await apply(noor, id))).toMatchObject({ code: 'proposal.not_open' })
    expect(await expireProposals()).toBe(1)
    expect([await statusOf(id), (await entriesAbout(id)).at(-1)?.type]).toEqual(['expired', 'proposal.expired'])
  })

  test('what is so already, or names nobody, is not proposed', async () => {
    expect(await refusal(await post(hugo, '/proposals', { ...role(noor), reason: 'x' }))).toMatchObject({ status: 400 })
    const absent = { id: elif.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }
    expect(await refusal(await post(hugo, '/proposals', { ...role(absent), reason: 'x' }))).toMatchObject({
      status: 404,
    })
    expect(await refusal(await post(elif, '/proposals', { ...role(sara), reason: 'x' }))).toMatchObject({ status: 403 })
    const quarantined = { kind: 'machine.resume', subject: { machine_id: world.agent.id } }
    expect(await refusal(await post(hugo, '/proposals', { ...quarantined, reason: 'x' }))).toMatchObject({
      code: 'machine.wrong_state',
    })
  })

  test('members that nobody asked for are refused (ATTACKS 104)', async () => {
    const body = { ...role(elif), reason: 'x' }
    for (const extra of [
      { before: { has: true } },
      { status: 'applied' },
      { proposed_by: noor.id },
      { after: { has: true } },
    ])
      expect((await post(hugo, '/proposals', { ...body, ...extra })).status).toBe(400)
    const id = await proposed(hugo, role(elif))
    for (const extra of [{ reason: 'x' }, { decided_by: marta.id }, { after: { has: true } }])
      expect((await post(noor, `/proposals/${id}/verdict`, { verb: 'apply', ...extra })).status).toBe(400)
    expect((await post(hugo, `/proposals/${id}/withdraw`, { status: 'applied' })).status).toBe(400)
  })
})

describe('each kind is applied by the second person', () => {
  test('an owner of a workflow, a lead of a team', async () => {
    const [jonas] = await signers(world, 'jonas')
    await agreed(mei, noor, { kind: 'workflow.owner', subject: { workflow_id: payments, person_id: sara.id } })
    expect(
      await countOf(db, 'SELECT count(*) FROM workflow_owners WHERE workflow_id = $1 AND person_id = $2', [
        payments,
        sara.id,
      ]),
    ).toBe(1)
    const outsider = await post(hugo, '/proposals', {
      kind: 'team.lead',
      subject: { team_id: ops },
      after: { lead_id: mei.id },
      reason: 'x',
    })
    expect(outsider.status).toBe(400)
    await agreed(hugo, noor, { kind: 'team.lead', subject: { team_id: ops }, after: { lead_id: jonas.id } })
    expect((await db.asOwner('SELECT lead_id FROM teams WHERE id = $1', [ops]))[0]?.lead_id).toBe(jonas.id)
  })

  test('a quarantined machine, a quarantined runtime, a suspended workflow', async () => {
    const runtime = String((await db.asOwner(`SELECT id FROM runtimes WHERE slug = 'batch-eu-1'`))[0]?.id)
    await db.asOwner(`UPDATE agents SET status = 'quarantined' WHERE id = $1`, [world.agent.id])
    await db.asOwner(`UPDATE runtimes SET status = 'quarantined' WHERE id = $1`, [runtime])
    await db.asOwner(`UPDATE workflows SET status = 'suspended' WHERE id = $1`, [payments])
    await agreed(hugo, noor, { kind: 'machine.resume', subject: { machine_id: world.agent.id } })
    await agreed(hugo, noor, { kind: 'runtime.resume', subject: { runtime_id: runtime } })
    await agreed(mei, hugo, { kind: 'workflow.resume', subject: { workflow_id: payments } })
    expect(
      await db.asOwner(
        `SELECT (SELECT status FROM agents WHERE id = $1) AS agent, (SELECT status FROM runtimes WHERE id = $2) AS runtime, (SELECT status FROM workflows WHERE id = $3) AS workflow`,
        [world.agent.id, runtime, payments],
      ),
    ).toEqual([{ agent: 'active', runtime: 'active', workflow: 'active' }])
  })

  test('a claim on a shared runtime, by an owner of the other workflow and by nobody else', async () => {
    const care = await idOfSlug(db, 'workflows', 'customer-care')
    const [ana] = await signers(world, 'ana')
    const wish = {
      kind: 'runtime.ownership',
      subject: { runtime: 'support-agents', action: 'payments.refund', pattern: 'charge:*', other_workflow_id: care },
      after: { workflow_id: payments },
    }
    const id = await proposed(mei, wish)
    for (const role of [hugo, noor])
      expect(await refusal(await apply(role, id))).toMatchObject({ code: 'auth.forbidden' })
    expect((await apply(ana, id)).status).toBe(200)
    expect(await db.asOwner('SELECT workflow_id, proposal_id FROM runtime_ownerships')).toEqual([
      { workflow_id: payments, proposal_id: id },
    ])
  })
})

describe('races', () => {
  test('of two people who decide at once one does', async () => {
    const id = await proposed(hugo, role(elif))
    const answers = await Promise.all([apply(noor, id), apply(marta, id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(
      await countOf(
        db,
        `SELECT count(*) FROM log_entries WHERE type = 'proposal.applied' AND body::jsonb -> 'subject' ->> 'proposal_id' = $1`,
        [id],
      ),
    ).toBe(1)
    await db.asOwner('DELETE FROM person_roles WHERE person_id = $1', [elif.id])
  })

  test('of deciding and withdrawing one comes first, and the thing agrees with it', async () => {
    const [decider, proposer] = [await actorOf(noor), await actorOf(hugo)]
    for (let round = 0; round < 6; round++) {
      const id = await proposed(hugo, role(elif))
      const asked = await decideProposal({ actor: decider, now: now() }, { id, verb: 'apply' })
      if (!asked.ok || !asked.value.challenge) throw new Error('no challenge')
      const { challenge_id, options } = asked.value.challenge
      const assertion = noor.passkey.get({ challenge: options.challenge })
      const [decided, withdrawn] = await Promise.all([
        decideProposal({ actor: decider, now: now() }, { id, verb: 'apply', signature: { challenge_id, assertion } }),
        withdrawProposal({ actor: proposer }, { id }),
      ])
      expect([decided.ok, withdrawn.ok].filter(Boolean)).toHaveLength(1)
      expect([await statusOf(id), await rolesOf(elif)]).toEqual(
        decided.ok ? ['applied', ['compliance']] : ['withdrawn', []],
      )
      await db.asOwner('DELETE FROM person_roles WHERE person_id = $1', [elif.id])
    }
  })

  test('of deciding and the thing changing by other hands, deciding never does something else than was agreed to', async () => {
    const team = await idOfSlug(db, 'teams', 'payments-leads')
    const [tom] = await signers(world, 'tom')
    for (let round = 0; round < 6; round++) {
      await db.asOwner('UPDATE teams SET lead_id = NULL WHERE id = $1', [team])
      const id = await proposed(hugo, { kind: 'team.lead', subject: { team_id: team }, after: { lead_id: mei.id } })
      const change = `BEGIN; SELECT pg_advisory_xact_lock(4342342); UPDATE teams SET lead_id = '${tom.id}' WHERE id = '${team}'; COMMIT`
      const [answer] = await Promise.all([apply(noor, id), db.asOwner(change)])
      const lead = (await db.asOwner('SELECT lead_id FROM teams WHERE id = $1', [team]))[0]?.lead_id
      // Agreed first and then changed, or changed first and then refused; never agreed over the change.
      expect([answer.status, lead]).toEqual([answer.status === 200 ? 200 : expect.any(Number), tom.id])
    }
  })
})
