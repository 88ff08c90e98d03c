import { beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { SoftPasskey } from '@/e2e/support/passkey'
import { refusalBy } from '@/e2e/support/rows'
import { useSite } from '@/e2e/support/site'
import type { PersonActor } from '@/lib/core/actor'
import { forgetDirectory } from '@/lib/directory/current'
import { newId, randomToken } from '@/lib/platform/ids'
import { decideProposal } from './decide-proposal'
import { proposeChange } from './propose-change'

const site = await useSite()
const db = await useDatabase()

type Somebody = { actor: PersonActor; passkey: SoftPasskey; passkeyId: string }

async function somebody(...roles: string[]): Promise<Somebody> {
  const [id, passkeyId, sessionId] = [newId('usr'), newId('pky'), `ses_${randomToken(32)}`]
  const passkey = new SoftPasskey(site.origin)
  await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Ada', $2)`, [id, `${id}@example.org`])
  for (const role of roles) await db.asOwner('INSERT INTO person_roles (person_id, role) VALUES ($1, $2)', [id, role])
  await db.asOwner(
    `INSERT INTO passkeys (id, person_id, credential_id, public_key, transports, name) VALUES ($1, $2, $3, $4, '{usb}', 'Key')`,
    [passkeyId, id, passkey.credentialId, Buffer.from(passkey.publicKey)],
  )
  await db.asOwner(
    `INSERT INTO sessions (id, person_id, method, authenticated_at, last_seen_at, expires_at) VALUES ($1, $2, 'passkey', now(), now(), now() + interval '1 hour')`,
    [sessionId, id],
  )
  forgetDirectory()
  const actor = { kind: 'person', id, name: 'Ada', sessionId, method: 'passkey', authenticatedAt: new Date() } as const
  return { actor, passkey, passkeyId }
}

let admin: Somebody
let reviewer: Somebody
let plain: Somebody

beforeAll(async () => {
  site.serve(() => new Response(null, { status: 404 }))
  await db.asOwner(`INSERT INTO organisations (id, name, slug, is_demo) VALUES (1, 'Example', 'example', false)`)
  admin = await somebody('admin')
  reviewer = await somebody('compliance')
  plain = await somebody()
})

const propose = (by: Somebody, person: Somebody) =>
  proposeChange(
    { actor: by.actor, now: new Date() },
    {
      kind: 'person.role',
      subject: { person_id: person.actor.id, role: 'compliance' },
      reason: 'The second reviewer.',
    },
  )

/** An open proposal of the administrator's, as the application writes one. */
async function open(): Promise<string> {
  const id = newId('prp')
  await db.asApp(
    `INSERT INTO proposals (id, kind, subject, before, after, reason, proposed_by, expires_at) VALUES ($1, 'person.role', $2, '{"has":false}', '{"has":true}', 'x', $3, now() + interval '7 days')`,
    [id, { person_id: plain.actor.id, role: 'compliance' }, admin.actor.id],
  )
  return id
}

describe('while nothing was ever in force', () => {
  it('an administrator’s change is applied at once and the log says so; nobody else’s is', async () => {
    const somebodyNew = await somebody()
    expect(await propose(admin, somebodyNew)).toEqual({ ok: true, value: { proposalId: null, link: null } })
    const [entry] = await db.asOwner(`SELECT body::jsonb AS body FROM log_entries WHERE type = 'person.role_added'`)
    expect(entry?.body).toMatchObject({
      actor: { id: admin.actor.id },
      facts: { setting_up: true, before: { has: false }, after: { has: true } },
    })
    expect(await propose(reviewer, plain)).toMatchObject({ ok: false, refusal: { code: 'auth.forbidden' } })
  })

  it('a session that was ended proposes nothing', async () => {
    const gone = await somebody('admin')
    await db.asOwner('UPDATE sessions SET revoked_at = now() WHERE id = $1', [gone.actor.sessionId])
    expect(await propose(gone, plain)).toMatchObject({ ok: false, refusal: { code: 'auth.invalid' } })
  })
})

describe('from the first activation on', () => {
  beforeAll(async () => {
    const [workflow, boundary] = [newId('wfl'), newId('bnd')]
    await db.asOwner(
      `INSERT INTO workflows (id, slug, title, code_prefix, status) VALUES ($1, 'first', 'First', 'FST', 'draft')`,
      [workflow],
    )
    await db.asOwner(
      `BEGIN; ALTER TABLE boundaries DISABLE TRIGGER USER;
       INSERT INTO boundaries (id, workflow_id, version, status, cedar, cedar_schema, author_id, reviewer_id, activated_at, retired_at)
       VALUES ('${boundary}', '${workflow}', 1, 'retired', '', '{}', '${admin.actor.id}', '${reviewer.actor.id}', now(), now());
       ALTER TABLE boundaries ENABLE TRIGGER USER; COMMIT`,
    )
  })

  it('it takes two, also when that version is in force no more', async () => {
    const proposed = await propose(admin, plain)
    expect(proposed).toMatchObject({ ok: true, value: { proposalId: expect.stringMatching(/^prp_/) } })
    expect(await db.asOwner('SELECT 1 FROM person_roles WHERE person_id = $1', [plain.actor.id])).toEqual([])
  })

  it('who was let in again without their passkeys neither proposes nor applies for a day, but may refuse (ATTACKS 120)', async () => {
    await db.asOwner(`UPDATE people SET recovered_at = now() - interval '23 hours' WHERE id = ANY($1)`, [
      [reviewer.actor.id, admin.actor.id],
    ])
    const id = await open()
    const decide = (input: object) =>
      decideProposal({ actor: reviewer.actor, now: new Date() }, { id, ...input } as Parameters<
        typeof decideProposal
      >[1])
    expect(await propose(admin, plain)).toMatchObject({ ok: false, refusal: { code: 'person.recovering' } })
    expect(await decide({ verb: 'apply' })).toMatchObject({ ok: false, refusal: { code: 'person.recovering' } })
    expect(await decide({ verb: 'refuse', reason: 'No.' })).toMatchObject({ ok: true })
    await db.asOwner(`UPDATE people SET recovered_at = now() - interval '25 hours'`)
    expect(await propose(admin, plain)).toMatchObject({ ok: true })
    await db.asOwner('UPDATE people SET recovered_at = NULL')
  })
})

describe('the database itself refuses', () => {
  const decide = (id: string, by: Somebody, signed: boolean) =>
    refusalBy(
      db.asApp,
      `UPDATE proposals SET status = 'applied', decided_by = $2, decided_at = now(), passkey_id = $3, assertion = $4 WHERE id = $1`,
      [id, by.actor.id, signed ? by.passkeyId : null, signed ? {} : null],
    )

  it('applying by the proposer, and applying without a signature', async () => {
    const id = await open()
    expect(await decide(id, admin, true)).toContain('proposal_has_second_person')
    expect(await decide(id, reviewer, false)).toContain('proposal_has_second_person')
    expect(await decide(id, reviewer, true)).toBeNull()
  })

  it('deciding twice, changing what was proposed, beginning as applied, and deleting', async () => {
    const id = await open()
    expect(await refusalBy(db.asApp, `UPDATE proposals SET after = '{}' WHERE id = $1`, [id])).toContain(
      'never changes',
    )
    expect(
      await refusalBy(db.asApp, `UPDATE proposals SET proposed_by = $2 WHERE id = $1`, [id, reviewer.actor.id]),
    ).toContain('never changes')
    expect(await decide(id, reviewer, true)).toBeNull()
    expect(await decide(id, reviewer, true)).toContain('is already applied')
    expect(await refusalBy(db.asApp, `DELETE FROM proposals WHERE id = $1`, [id])).not.toBeNull()
    expect(await refusalBy(db.asOwner, `DELETE FROM proposals WHERE id = $1`, [id])).toContain('never deleted')
    expect(
      await refusalBy(
        db.asApp,
        `INSERT INTO proposals (id, kind, subject, before, after, reason, proposed_by, expires_at, status) VALUES ($1, 'person.role', '{}', '{}', '{}', 'x', $2, now(), 'withdrawn')`,
        [newId('prp'), admin.actor.id],
      ),
    ).toContain('begins open')
  })

  it('applying after the week is over', async () => {
    const id = await open()
    await db.asOwner(`BEGIN; ALTER TABLE proposals DISABLE TRIGGER USER;
      UPDATE proposals SET expires_at = now() - interval '1 second' WHERE id = '${id}'; ALTER TABLE proposals ENABLE TRIGGER USER; COMMIT`)
    expect(await decide(id, reviewer, true)).toContain('has expired')
  })
})
