import { beforeEach, describe, expect, test } from 'vitest'
import { clearDraft, draftOf, openDraft } from '@/e2e/support/changes'
import { get, post, refusal } from '@/e2e/support/people'
import { signIn, useWorld } from './world'

const world = await useWorld()
const [rotimi, jonas, noor] = await Promise.all([
  signIn(world, 'rotimi'),
  signIn(world, 'jonas'),
  signIn(world, 'noor'),
])

beforeEach(() => clearDraft(world))

const exported = async () => (await get(noor, '/workflows/payments/files')).json()
const withFile = (files: Record<string, string>, change: (file: Record<string, unknown>) => void) => {
  const file = JSON.parse(files['workflow.json'] ?? '')
  change(file)
  return { ...files, 'workflow.json': JSON.stringify(file) }
}

describe('a workflow as files', () => {
  test('is the same bytes whenever it is exported, and reading them in again changes nothing', async () => {
    const first = await exported()
    expect(await exported()).toEqual(first)
    expect(first).toMatchObject({ version: 1, digest: expect.stringMatching(/^[\w-]{43}$/) })
    const file = JSON.parse(first.files['workflow.json'])
    expect(file.accountability.accountable_owner).toEqual({ person: 'rotimi.okafor@kestrel.example' })
    expect((await post(rotimi, '/workflows/payments/import', { files: first.files })).status).toBe(200)
    const draft = await draftOf(rotimi)
    const again = await (await get(rotimi, `/workflows/payments/files?version=${draft.version}`)).json()
    expect(again.files).toEqual(first.files)
    expect(again.digest).toBe(first.digest)
  })

  test('goes into the open draft when there is one', async () => {
    const { files } = await exported()
    await openDraft(rotimi)
    const before = await draftOf(rotimi)
    const changed = { ...files, 'boundary.cedar': `${files['boundary.cedar']}\n// from a file` }
    expect(await (await post(rotimi, '/workflows/payments/import', { files: changed })).json()).toMatchObject({
      boundary_id: before.id,
      edits: 1,
    })
    expect((await draftOf(rotimi)).cedar).toContain('// from a file')
  })

  test('with faults, of another workflow or with members that nobody knows changes nothing (ATTACKS 104)', async () => {
    const { files } = await exported()
    const tries: [Record<string, string>, number][] = [
      [{ ...files, 'boundary.cedar': 'permit (' }, 422],
      [
        { ...files, 'boundary.cedar': `${files['boundary.cedar']} @id("r") permit (principal, action, resource);` },
        422,
      ],
      [{ ...files, 'workflow.json': '{' }, 400],
      [{ ...files, 'workflow.json': '{"v":1,"v":1}' }, 400],
      [withFile(files, (file) => Object.assign(file, { slug: 'deployment' })), 400],
      [withFile(files, (file) => Object.assign(file, { owners: ['usr_1'] })), 400],
      [withFile(files, (file) => Object.assign(file, { status: 'active' })), 400],
    ]
    for (const [bad, status] of tries)
      expect([bad, (await post(rotimi, '/workflows/payments/import', { files: bad })).status]).toEqual([bad, status])
    expect((await get(rotimi, '/workflows/payments/draft')).status).toBe(404)
  })

  test('is for those whom the workflow concerns, and is read in by its owners only (ATTACKS 102)', async () => {
    const { files } = await exported()
    expect((await get(jonas, '/workflows/payments/files')).status).toBe(404)
    expect(await refusal(await post(jonas, '/workflows/payments/import', { files }))).toEqual({
      status: 404,
      code: 'not_found',
    })
    expect(await refusal(await post(noor, '/workflows/payments/import', { files }))).toEqual({
      status: 403,
      code: 'auth.forbidden',
    })
  })
})
