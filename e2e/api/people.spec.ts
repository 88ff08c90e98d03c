import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { BASE } from '@/e2e/support/demo-template'
import { look, pending } from '@/e2e/support/machines'
import { SoftPasskey } from '@/e2e/support/passkey'
import { approve, get, post, refusal, type Signer, signers } from '@/e2e/support/people'
import { agreed } from '@/e2e/support/proposals'
import { countOf, idOfSlug, moveDeadline } from '@/e2e/support/rows'
import { signInWithOidc } from '@/lib/people/sign-in-with-oidc'
import { expireRequests } from '@/lib/requests/expire-requests'
import { signIn, useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
// Hugo administers, Noor reviews; Mei, Tom and Jonas are the payments leads; Ingrid owns another workflow; Elif supports.
const [hugo, noor, mei, tom, jonas, ingrid, elif] = await signers(
  world,
  'hugo',
  'noor',
  'mei',
  'tom',
  'jonas',
  'ingrid',
  'elif',
)
const leads = await idOfSlug(db, 'teams', 'payments-leads')

const orphans = z.object({ orphans: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string() })) })
const leaving = async (id: string) => orphans.parse(await (await get(hugo, `/people/${id}/leaving`)).json()).orphans
const disable = (by: { cookie: string }, id: string, confirmed: readonly string[]) =>
  post(by, `/people/${id}/disable`, { confirmed, reason: 'Left the company.' })
const leave = async (id: string) =>
  disable(
    hugo,
    id,
    (await leaving(id)).map((one) => one.id),
  )
const invited = z.object({ person_id: z.string(), link: z.string() })
const tokenOf = (link: string) => link.split('#token=')[1] ?? ''
const column = async (sql: string, values: readonly unknown[]) =>
  Object.values((await db.asOwner(sql, values))[0] ?? {})[0]

let added = 0
async function add(name: string, address?: string) {
  added += 1
  const email = address ?? `new${added}@kestrel.example`
  const answer = await post(hugo, '/people', { name, email, title: 'New' })
  if (answer.status !== 201) throw new Error(await answer.text())
  const { person_id: id, link } = invited.parse(await answer.json())
  return { id, email, token: tokenOf(link) }
}

/** Uses a one-time link with this passkey. */
async function welcome(token: string, passkey: SoftPasskey): Promise<Response> {
  const offered = await post({ cookie: '' }, '/welcome/options', { token })
  if (offered.status !== 200) return offered
  const { challenge_id, options } = await offered.json()
  const attestation = passkey.create({ challenge: options.challenge, userId: options.user.id })
  return post({ cookie: '' }, '/welcome', { token, challenge_id, attestation, passkey_name: 'Phone' })
}

/** Another session of somebody who is not in the demo's list. */
function session({ id, email }: { id: string; email: string }) {
  const people = [{ id, email, name: '', title: '', roles: [] }]
  return signIn({ ...world, file: { ...world.file, people } }, email)
}

/** A new person, let in and signed in, as a signer. */
async function arrived(name: string): Promise<Signer & { email: string }> {
  const { id, email, token } = await add(name)
  const passkey = new SoftPasskey(BASE)
  expect((await welcome(token, passkey)).status).toBe(201)
  const { cookie } = await session({ id, email })
  return {
    id,
    email,
    cookie,
    passkey,
    passkeyId: String(await column('SELECT id FROM passkeys WHERE person_id = $1', [id])),
  }
}

describe('somebody who leaves', () => {
  test('is disabled only with exactly the list of what nobody would answer for', async () => {
    const list = await leaving(mei.id)
    expect(list.map(({ kind }) => kind)).toContain('role')
    const ids = list.map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const wrong of [[], ids.slice(1), [...ids, 'asg_invented']]) {
      const answer = await disable(hugo, mei.id, wrong)
      const body = await answer.json()
      expect([answer.status, body.code, orphans.parse(body).orphans]).toEqual([409, 'person.orphans', list])
    }
    expect(await column('SELECT status FROM people WHERE id = $1', [mei.id])).toBe('active')
  })

  test('is signed out at once, their passkeys and links open nothing, and the log says so', async () => {
    const ann = await arrived('Ann Bell')
    expect((await get(ann, '/me')).status).toBe(200)
    expect((await leave(ann.id)).status).toBe(204)
    expect((await get(ann, '/me')).status).toBe(401)
    expect(await db.asOwner('SELECT revoked_why FROM passkeys WHERE person_id = $1', [ann.id])).toEqual([
      { revoked_why: 'left' },
    ])
    const facts = await column(
      `SELECT body::jsonb -> 'facts' FROM log_entries WHERE type = 'person.disabled' AND body::jsonb -> 'subject' ->> 'person_id' = $1`,
      [ann.id],
    )
    expect(facts).toMatchObject({
      before: { status: 'active' },
      after: { status: 'disabled' },
      sessions: 1,
      passkeys: 1,
    })
    const waiting = await add('Bea Cole')
    expect((await leave(waiting.id)).status).toBe(204)
    expect((await welcome(waiting.token, new SoftPasskey(BASE))).status).toBe(410)
  })

  test('comes back as somebody new: address, passkey, session and sign-on of the old account open nothing (ATTACKS 34)', async () => {
    const old = await arrived('Cem Dal')
    const ctx = { userAgent: 'test', language: 'en' as const, previousSessionId: null, logRefusal: true }
    const claims = { issuer: 'https://idp.example', subject: 'cem', email: old.email, emailVerified: true }
    expect(await signInWithOidc(ctx, claims)).toMatchObject({ ok: true, personId: old.id })
    await agreed(hugo, noor, { kind: 'team.member', subject: { team_id: leads, person_id: old.id } })
    await agreed(hugo, noor, { kind: 'person.role', subject: { person_id: old.id, role: 'compliance' } })
    expect((await leave(old.id)).status).toBe(204)

    const again = await add('Cem Dal', old.email)
    expect(again.id).not.toBe(old.id)
    const page = await (await get(hugo, `/people/${again.id}`)).json()
    expect(page.person).toMatchObject({ roles: [], teams: [], passkeys: 0, status: 'active' })
    // The old session and the old subject are the old person's.
    expect((await get(old, '/me')).status).toBe(401)
    expect(await signInWithOidc(ctx, claims)).toMatchObject({ ok: false, why: 'disabled' })
    // The old authenticator cannot be enrolled for the new account under the old credential.
    expect(await refusal(await welcome(again.token, old.passkey))).toMatchObject({ code: 'passkey.refused' })
    // A new subject links by its verified address, to the new person, and brings nothing along.
    expect(await signInWithOidc(ctx, { ...claims, subject: 'cem-2' })).toMatchObject({ ok: true, personId: again.id })
    expect(await countOf(db, 'SELECT count(*) FROM team_members WHERE person_id = $1', [again.id])).toBe(0)
  })

  test('no longer counts for what they approved: the quorum is counted again without them', async () => {
    const request = await pending(world, amounts.two)
    const dora = await arrived('Dora Eng')
    await agreed(hugo, noor, { kind: 'team.member', subject: { team_id: leads, person_id: dora.id } })
    const asked = await pending(world, amounts.two)
    expect((await approve(dora, asked)).status).toBe(200)
    expect((await look(world, asked.id)).progress).toEqual({ needed: 2, given: 1 })
    expect((await leave(dora.id)).status).toBe(204)
    expect((await approve(mei, asked)).status).toBe(200)
    // One of the two has left: it still takes one more, and the screens say so.
    const { item } = await (await get(mei, `/requests/${asked.id}`)).json()
    expect(item.quorum).toEqual({ needed: 2, given: 1 })
    expect((await look(world, asked.id)).status).toBe('pending')
    expect((await approve(tom, asked)).status).toBe(200)
    expect((await look(world, asked.id)).status).toBe('approved')
    expect((await look(world, request.id)).status).toBe('pending')
  })

  test('is never the last administrator, also when two administrators end each other at once', async () => {
    expect(await refusal(await disable(hugo, hugo.id, []))).toMatchObject({ code: 'person.last_admin' })
    expect(await refusal(await post(hugo, `/people/${hugo.id}/roles/remove`, { role: 'admin' }))).toMatchObject({
      code: 'person.last_admin',
    })
    for (let round = 0; round < 3; round++) {
      const second = await arrived(`Admin ${round}`)
      await agreed(hugo, noor, { kind: 'person.role', subject: { person_id: second.id, role: 'admin' } })
      const answers = await Promise.all([
        post(hugo, `/people/${second.id}/roles/remove`, { role: 'admin' }),
        post(second, `/people/${hugo.id}/roles/remove`, { role: 'admin' }),
      ])
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
      expect(await countOf(db, `SELECT count(*) FROM person_roles WHERE role = 'admin'`)).toBe(1)
      // Hugo goes on administering, whoever won.
      await db.asOwner(`DELETE FROM person_roles WHERE role = 'admin'`)
      await db.asOwner(`INSERT INTO person_roles (person_id, role) VALUES ($1, 'admin')`, [hugo.id])
    }
  })
})

describe('somebody who lost their passkeys', () => {
  const recover = (person: { id: string }) => ({ kind: 'person.recover', subject: { person_id: person.id } })

  test('gets no link from one administrator; two people’s link ends the old keys and sessions (ATTACKS 120)', async () => {
    const finn = await arrived('Finn Gray')
    expect(await refusal(await post(hugo, `/people/${finn.id}/invitation`, {}))).toMatchObject({
      code: 'passkey.refused',
    })
    const { link } = await agreed(hugo, noor, recover(finn))
    const fresh = new SoftPasskey(BASE)
    expect((await welcome(tokenOf(link ?? ''), fresh)).status).toBe(201)
    expect((await get(finn, '/me')).status).toBe(401)
    expect(
      await db.asOwner('SELECT revoked_why FROM passkeys WHERE person_id = $1 ORDER BY created_at', [finn.id]),
    ).toEqual([{ revoked_why: 'recovered' }, { revoked_why: null }])
    // Once.
    expect((await welcome(tokenOf(link ?? ''), new SoftPasskey(BASE))).status).toBe(410)
    for (const told of [finn, hugo])
      expect(
        await countOf(
          db,
          `SELECT count(*) FROM notices WHERE person_id = $1 AND kind = 'session_recovered' AND facts ->> 'who' = 'Finn Gray'`,
          [told.id],
        ),
      ).toBe(1)
  })

  test('approves nothing for a day after, then does (ATTACKS 120)', async () => {
    const gil = await arrived('Gil Hart')
    await agreed(hugo, noor, { kind: 'team.member', subject: { team_id: leads, person_id: gil.id } })
    const { link } = await agreed(hugo, noor, recover(gil))
    const passkey = new SoftPasskey(BASE)
    expect((await welcome(tokenOf(link ?? ''), passkey)).status).toBe(201)
    const { cookie } = await session(gil)
    const back: Signer = { ...gil, cookie, passkey }
    const request = await pending(world, amounts.signed)
    await expect(approve(back, request)).rejects.toThrow('recovering')
    await db.asOwner(`UPDATE people SET recovered_at = now() - interval '25 hours' WHERE id = $1`, [gil.id])
    expect((await approve(back, request)).status).toBe(200)
  })

  test('a link is not offered twice: of two who use it at once one gets in', async () => {
    const hana = await arrived('Hana Ito')
    const { link } = await agreed(hugo, noor, recover(hana))
    const token = tokenOf(link ?? '')
    const answers = await Promise.all([welcome(token, new SoftPasskey(BASE)), welcome(token, new SoftPasskey(BASE))])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410])
    expect(
      await countOf(db, 'SELECT count(*) FROM passkeys WHERE person_id = $1 AND revoked_at IS NULL', [hana.id]),
    ).toBe(1)
  })
})

describe('a passkey that is added (ATTACKS 119)', () => {
  test('needs an existing one, tells the person, and can end every other session', async () => {
    const ivo = await arrived('Ivo Jung')
    const { cookie } = await session(ivo)
    const elsewhere = { cookie }
    const offered = await (await post(ivo, '/passkeys/options', {})).json()
    const second = new SoftPasskey(BASE)
    const body = {
      challenge_id: offered.challenge_id,
      name: 'Second',
      attestation: second.create({ challenge: offered.options.challenge, userId: offered.options.user.id }),
    }
    expect(await refusal(await post(ivo, '/passkeys', body))).toMatchObject({ code: 'auth.step_up_required' })
    const assertion = ivo.passkey.get({ challenge: offered.step_up.options.challenge })
    const step_up = { challenge_id: offered.step_up.challenge_id, assertion }
    expect((await post(ivo, '/passkeys', { ...body, step_up, end_other_sessions: true })).status).toBe(201)
    expect([(await get(elsewhere, '/me')).status, (await get(ivo, '/me')).status]).toEqual([401, 200])
    expect(
      await countOf(db, `SELECT count(*) FROM notices WHERE person_id = $1 AND kind = 'passkey_added'`, [ivo.id]),
    ).toBe(1)
  })
})

describe('teams', () => {
  test('names differ in letters, never in case: Ops is no name, ops is taken, ops-admin is another (ATTACKS 33)', async () => {
    for (const slug of ['Ops', 'OPS', 'ops ', 'ops/admin', 'öps'])
      expect(await refusal(await post(hugo, '/teams', { slug, title: 'Ops' }))).toMatchObject({ status: 400 })
    expect(await refusal(await post(hugo, '/teams', { slug: 'ops', title: 'Ops' }))).toEqual({
      status: 409,
      code: 'name.taken',
    })
    expect((await post(hugo, '/teams', { slug: 'ops-two', title: 'Ops' })).status).toBe(201)
  })

  test('of two who create the same name at once one does', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post(hugo, '/teams', { slug: 'twins', title: 'Twins' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('who joins while a request is pending decides nothing on it, and on a newer one they do (ATTACKS 38)', async () => {
    const before = await pending(world, amounts.signed)
    await agreed(ingrid, noor, { kind: 'team.member', subject: { team_id: leads, person_id: ingrid.id } })
    await expect(approve(ingrid, before)).rejects.toThrow('joined_later')
    expect((await look(world, before.id)).status).toBe('pending')
    expect((await approve(ingrid, await pending(world, amounts.signed))).status).toBe(200)
    expect((await post(hugo, `/teams/${leads}/members/${ingrid.id}/remove`, {})).status).toBe(200)
  })

  test('who is removed after approving counts no more, on the wire and for the quorum, and cannot approve again (ATTACKS 30)', async () => {
    const request = await pending(world, amounts.two)
    expect((await approve(jonas, request)).status).toBe(200)
    expect((await look(world, request.id)).progress).toEqual({ needed: 2, given: 1 })
    expect((await post(hugo, `/teams/${leads}/members/${jonas.id}/remove`, {})).status).toBe(200)
    expect((await look(world, request.id)).progress).toEqual({ needed: 2, given: 0 })
    await expect(approve(jonas, request)).rejects.toThrow()
    expect((await approve(mei, request)).status).toBe(200)
    expect(await look(world, request.id)).toMatchObject({ status: 'pending', progress: { needed: 2, given: 1 } })
    expect((await approve(tom, request)).status).toBe(200)
    expect((await look(world, request.id)).status).toBe('approved')
  })

  test('whose last member is gone: the request stays pending and expires denied (ATTACKS 49)', async () => {
    const support = await idOfSlug(db, 'teams', 'payments-support')
    const request = await pending(world, amounts.one)
    const members = await db.asOwner('SELECT person_id FROM team_members WHERE team_id = $1', [support])
    await db.asOwner('UPDATE teams SET lead_id = NULL WHERE id = $1', [support])
    for (const { person_id } of members)
      expect((await post(hugo, `/teams/${support}/members/${person_id}/remove`, {})).status).toBe(200)
    expect((await look(world, request.id)).status).toBe('pending')
    await moveDeadline(db, 'request', request.id, -1_000)
    await expireRequests()
    expect(await look(world, request.id)).toMatchObject({ status: 'expired', grant: null })
  })

  test('a lead stays in the team until somebody else leads it', async () => {
    const team = await idOfSlug(db, 'teams', 'ops-admin')
    const lead = String(await column('SELECT person_id FROM team_members WHERE team_id = $1', [team]))
    await db.asOwner('UPDATE teams SET lead_id = $2 WHERE id = $1', [team, lead])
    expect(await refusal(await post(hugo, `/teams/${team}/members/${lead}/remove`, {}))).toEqual({
      status: 409,
      code: 'team.has_lead',
    })
    expect(await countOf(db, 'SELECT count(*) FROM team_members WHERE team_id = $1', [team])).toBe(1)
  })
})

describe('sessions and invitations', () => {
  test('an administrator sees everybody’s and ends one at once; nobody is told a session’s id', async () => {
    const { cookie } = await signIn(world, 'elif')
    const page = await (await get(hugo, '/every-session?q=elif')).json()
    expect(JSON.stringify(page)).not.toContain('ses_')
    for (const { handle } of page.items) expect((await post(hugo, `/every-session/${handle}/end`, {})).status).toBe(204)
    expect([(await get({ cookie }, '/me')).status, (await get(elif, '/me')).status]).toEqual([401, 401])
  })

  test('a link that was ended opens nothing', async () => {
    const kim = await add('Kim Lund')
    const page = await (await get(hugo, '/invitations')).json()
    const open = page.items.find((item: { person: { id: string } }) => item.person.id === kim.id)
    expect((await post(hugo, `/invitations/${open.id}/end`, {})).status).toBe(204)
    expect((await welcome(kim.token, new SoftPasskey(BASE))).status).toBe(410)
    expect((await post(hugo, `/invitations/${open.id}/end`, {})).status).toBe(404)
  })
})

describe('who is not an administrator', () => {
  test('is refused, by every route and whatever it names (ATTACKS 102)', async () => {
    const plain = await signIn(world, 'sara')
    const absent = `usr_${'0'.repeat(26)}`
    for (const id of [mei.id, absent]) {
      for (const path of [
        `/people/${id}`,
        `/people/${id}/leaving`,
        '/people',
        '/teams',
        '/every-session',
        '/invitations',
      ])
        expect([path, await refusal(await get(plain, path))]).toEqual([path, { status: 403, code: 'auth.forbidden' }])
      for (const by of [plain, noor])
        for (const [path, body] of [
          ['/people', { name: 'X', email: 'x@kestrel.example', title: '' }],
          [`/people/${id}`, { name: 'X', title: '' }],
          [`/people/${id}/disable`, { confirmed: [], reason: 'x' }],
          [`/people/${id}/invitation`, {}],
          [`/people/${id}/roles/remove`, { role: 'compliance' }],
          ['/teams', { slug: 'mine', title: 'Mine' }],
          [`/teams/${leads}`, { title: 'Mine' }],
          [`/teams/${leads}/members/${id}/remove`, {}],
          [`/every-session/${'0'.repeat(64)}/end`, {}],
          [`/invitations/inv_${'0'.repeat(26)}/end`, {}],
          ['/organisation', { name: 'Mine' }],
        ] as const)
          expect([path, await refusal(await post(by, path, body))]).toEqual([
            path,
            { status: 403, code: 'auth.forbidden' },
          ])
    }
    expect(await column('SELECT status FROM people WHERE id = $1', [mei.id])).toBe('active')
  })

  test('and members that nobody asked for are refused from administrators too (ATTACKS 104)', async () => {
    for (const [path, body] of [
      ['/people', { name: 'X', email: 'x@kestrel.example', title: '', roles: ['admin'] }],
      [`/people/${elif.id}`, { name: 'X', title: '', status: 'disabled' }],
      [`/people/${elif.id}`, { name: 'X', title: '', email: 'other@kestrel.example' }],
      [`/people/${elif.id}/disable`, { confirmed: [], reason: 'x', force: true }],
      [`/people/${elif.id}/invitation`, { role: 'admin' }],
      [`/people/${elif.id}/roles/remove`, { role: 'compliance', person_id: noor.id }],
      ['/teams', { slug: 'mine', title: 'Mine', lead_id: hugo.id }],
      [`/teams/${leads}`, { title: 'Mine', slug: 'mine' }],
      [`/teams/${leads}/members/${mei.id}/remove`, { since: '2020-01-01' }],
      ['/organisation', { name: 'X', is_demo: false }],
    ] as const)
      expect([path, (await post(hugo, path, body)).status]).toEqual([path, 400])
    expect(await countOf(db, `SELECT count(*) FROM people WHERE name = 'X'`)).toBe(0)
  })
})

describe('what is changed is in the log with before and after', () => {
  test('a name, in the payload that can be erased and not in the leaf', async () => {
    const answer = await post(hugo, `/people/${tom.id}`, { name: 'Tom Ek-Lind', title: 'Lead' })
    expect((await answer.json()).person).toMatchObject({ name: 'Tom Ek-Lind', title: 'Lead' })
    const [row] = await db.asOwner(
      `SELECT e.body, p.payload FROM log_entries e JOIN log_payloads p ON p.entry_id = e.id WHERE e.type = 'person.changed' ORDER BY e.id DESC LIMIT 1`,
    )
    expect(String(row?.body)).not.toContain('Ek-Lind')
    expect(row?.payload).toMatchObject({ before: { name: 'Tom Ek' }, after: { name: 'Tom Ek-Lind' } })
  })

  test('the organisation’s name', async () => {
    expect((await post(hugo, '/organisation', { name: 'Kestrel & Sons' })).status).toBe(204)
    expect(await column('SELECT name FROM organisations', [])).toBe('Kestrel & Sons')
  })
})
