import { beforeEach, describe, expect, test } from 'vitest'
import { clearDraft, draftOf, openDraft, save } from '@/e2e/support/changes'
import { get, post, refusal } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { signIn, useWorld } from './world'

const world = await useWorld()
const { db } = world
const [rotimi, mei, jonas, noor, ingrid] = await Promise.all(
  ['rotimi', 'mei', 'jonas', 'noor', 'ingrid'].map((name) => signIn(world, name)),
)
if (!rotimi || !mei || !jonas || !noor || !ingrid) throw new Error('nobody is there')

beforeEach(() => clearDraft(world))

const drafts = () =>
  countOf(
    db,
    `SELECT count(*) FROM boundaries b JOIN workflows w ON w.id = b.workflow_id WHERE w.slug = 'payments' AND b.status = 'draft'`,
  )

describe('a draft', () => {
  test('is opened by an owner from the version in force, once: whoever comes second is told which one is open', async () => {
    expect((await openDraft(rotimi)).status).toBe(201)
    const draft = await draftOf(mei)
    expect(draft).toMatchObject({ status: 'draft', based_on: 1, edits: 0, author: { id: rotimi.id } })
    expect(draft.cedar).toBe(draft.active?.cedar)
    const second = await openDraft(mei)
    expect(await second.json()).toMatchObject({ status: 409, code: 'draft.open', boundary_id: draft.id })
  })

  test('is opened once when many owners try at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => openDraft(n % 2 ? rotimi : mei)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 11 }, () => 409)])
    expect(await drafts()).toBe(1)
  })

  test('saved by two at once keeps one of them, and tells the other who it was', async () => {
    await openDraft(rotimi)
    const read = await draftOf(rotimi)
    const answers = await Promise.all([
      save(rotimi, read, { cedar: `${read.cedar}\n// Rotimi` }),
      save(mei, read, { cedar: `${read.cedar}\n// Mei` }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const kept = await draftOf(rotimi)
    const lost = await answers.find(({ status }) => status === 409)?.json()
    expect(lost).toMatchObject({ code: 'draft.changed', by: kept.edited?.by.name, edits: 1 })
    expect(kept.edits).toBe(1)
    expect(kept.cedar.endsWith(kept.edited?.by.id === mei.id ? '// Mei' : '// Rotimi')).toBe(true)
  })

  test('is no configuration: saving it makes no process read the directory again', async () => {
    const revision = () => db.asOwner('SELECT revision FROM config_revision')
    const before = await revision()
    await openDraft(rotimi)
    let draft = await draftOf(rotimi)
    for (let n = 0; n < 3; n++) {
      expect((await save(rotimi, draft, { title: `Save ${n}` })).status).toBe(200)
      draft = await draftOf(rotimi)
    }
    expect((await post(rotimi, '/workflows/payments/draft/discard', {})).status).toBe(200)
    expect(await revision()).toEqual(before)
  })

  test('given up is kept among the versions, was never in force, and can be restored as a new change', async () => {
    await openDraft(rotimi)
    const draft = await draftOf(rotimi)
    await save(rotimi, draft, { cedar: `${draft.cedar}\n// kept` })
    await post(rotimi, '/workflows/payments/draft/discard', {})
    expect((await get(rotimi, '/workflows/payments/draft')).status).toBe(404)
    const { versions } = await (await get(rotimi, '/workflows/payments')).json()
    expect(versions[0]).toMatchObject({
      version: draft.version,
      status: 'retired',
      discarded: true,
      activated_at: null,
    })
    const restored = await (await openDraft(mei, draft.version)).json()
    expect(restored.version).toBe(draft.version + 1)
    expect((await draftOf(mei)).cedar).toContain('// kept')
  })
})

describe('a workflow is there for those whom it concerns only (ATTACKS 102)', () => {
  const paths = ['', '/draft', '/versions/1'] as const

  test('to everybody else it is not found, with the same words as one that does not exist', async () => {
    await openDraft(rotimi)
    for (const path of paths) {
      const foreign = await get(jonas, `/workflows/payments${path}`)
      const absent = await get(jonas, `/workflows/no-such-workflow${path}`)
      expect([path, foreign.status, await foreign.text()]).toEqual([path, 404, await absent.text()])
    }
    const { items } = await (await get(jonas, '/workflows')).json()
    expect(items.map((item: { slug: string }) => item.slug)).not.toContain('payments')
    for (const path of ['/draft', '/draft/discard']) {
      const foreign = await post(jonas, `/workflows/payments${path}`, {})
      expect([foreign.status, await foreign.text()]).toEqual([
        404,
        await (await post(jonas, `/workflows/none${path}`, {})).text(),
      ])
    }
    expect((await save(jonas, await draftOf(rotimi))).status).toBe(404)
  })

  test('compliance reads all and writes nothing; owners of other workflows see it only while it is in review', async () => {
    await openDraft(rotimi)
    const draft = await draftOf(noor)
    expect(await refusal(await save(noor, draft))).toEqual({ status: 403, code: 'auth.forbidden' })
    expect(await refusal(await openDraft(noor))).toEqual({ status: 403, code: 'auth.forbidden' })
    expect((await get(ingrid, '/workflows/payments/draft')).status).toBe(404)
  })
})

describe('a new workflow', () => {
  const body = (over: object = {}) => ({
    slug: 'travel',
    title: 'Travel',
    code_prefix: 'TRV',
    owners: [rotimi.id],
    ...over,
  })

  test('is made by owners and administrators only, with names of its own, and nothing can be asked in it', async () => {
    expect(await refusal(await post(jonas, '/workflows', body()))).toEqual({ status: 403, code: 'auth.forbidden' })
    const answers = await Promise.all([post(rotimi, '/workflows', body()), post(mei, '/workflows', body())])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await (await post(mei, '/workflows', body({ slug: 'trips' }))).json()).toMatchObject({
      code: 'name.taken',
      errors: [{ pointer: '/code_prefix' }],
    })
    expect(await (await get(rotimi, '/workflows/travel')).json()).toMatchObject({
      status: 'draft',
      version: null,
      owners: [{ id: rotimi.id }],
      drift: 'not_in_code',
    })
    expect((await (await get(rotimi, '/workflows/travel')).json()).gaps).toHaveLength(5)
    expect((await get(mei, '/workflows/travel')).status).toBe(404)
  })

  test('takes no owner who has left and no member that it does not know (ATTACKS 104)', async () => {
    const left = world.file.people.find(({ email }) => email.startsWith('lukas'))?.id
    expect((await post(rotimi, '/workflows', body({ slug: 'x', code_prefix: 'XX', owners: [left] }))).status).toBe(400)
    for (const member of ['status', 'active_boundary_id', 'id'])
      expect(
        (await post(rotimi, '/workflows', body({ slug: 'x', code_prefix: 'XX', [member]: 'active' }))).status,
      ).toBe(400)
  })
})

describe('the owners of a workflow', () => {
  const remove = (by: { cookie: string }, id: string) => post(by, `/workflows/payments/owners/${id}/remove`, {})
  const owners = async () =>
    (await (await get(noor, '/workflows/payments')).json()).owners.map(({ id }: { id: string }) => id)

  test('are taken out by one of them or an administrator, at once and with an entry; others may not', async () => {
    expect(await refusal(await remove(jonas, mei.id))).toEqual({ status: 404, code: 'not_found' })
    expect(await refusal(await remove(noor, mei.id))).toEqual({ status: 403, code: 'auth.forbidden' })
    expect(await refusal(await remove(rotimi, ingrid.id))).toEqual({ status: 404, code: 'not_found' })
    expect((await remove(rotimi, mei.id)).status).toBe(204)
    expect(await owners()).toEqual([rotimi.id])
    expect(await refusal(await openDraft(mei))).toMatchObject({ status: 403 })
    const [entry] = await db.asOwner(
      `SELECT body::jsonb -> 'facts' AS facts FROM log_entries WHERE type = 'workflow.changed' ORDER BY at DESC, id DESC LIMIT 1`,
    )
    expect(entry?.facts).toMatchObject({ slug: 'payments', person: mei.id, after: { owner: false } })
  })

  test('are never none: the last one who is here stays, whoever asks and however many ask at once', async () => {
    expect(await refusal(await remove(rotimi, rotimi.id))).toEqual({ status: 409, code: 'workflow.last_owner' })
    await addOwner(mei.id)
    const both = await Promise.all([remove(rotimi, mei.id), remove(mei, rotimi.id)])
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await owners()).toHaveLength(1)
    await expect(
      db.asOwner(`DELETE FROM workflow_owners WHERE workflow_id = (SELECT id FROM workflows WHERE slug = 'payments')`),
    ).rejects.toThrow('last owner')
    for (const id of [rotimi.id, mei.id]) await addOwner(id)
  })

  const addOwner = (id: string) =>
    db.asOwner(
      `INSERT INTO workflow_owners (workflow_id, person_id) SELECT id, $1 FROM workflows WHERE slug = 'payments' ON CONFLICT DO NOTHING`,
      [id],
    )
})
