import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clearDraft, draftOf, letThrough, openDraft, review } from '@/e2e/support/changes'
import { api } from '@/e2e/support/machines'
import { get, refusal, signers } from '@/e2e/support/people'
import { machineApi } from '@/lib/http/machine-api'
import { program } from '@/scripts/programs.mjs'
import { useWorld } from './world'

/** Boundaries as code: the real command, as a process of its own, against a real server. Piotr sponsors the pipeline and owns deployment. */

const world = await useWorld()
const { pipeline } = world
const [piotr, noor, ingrid, mei] = await signers(world, 'piotr', 'noor', 'ingrid', 'mei')
const folder = mkdtempSync(join(tmpdir(), 'countersign-code-'))
const server = createServer(getRequestListener(machineApi.fetch))
let base = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(await run('export', '--workflow', 'deployment', '--dir', folder, '--url', base)).toMatchObject({ status: 0 })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => clearDraft(world, 'deployment'))

function run(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, program('bin/countersign.ts', 'boundary', ...args), {
      env: { ...process.env, COUNTERSIGN_API_KEY: pipeline.api_key },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (data: Buffer) => (out += data))
    child.stderr.on('data', (data: Buffer) => (err += data))
    child.on('close', (status) => resolve({ status, out, err }))
  })
}

const read = () => ({
  'workflow.json': readFileSync(join(folder, 'workflow.json'), 'utf8'),
  'boundary.cedar': readFileSync(join(folder, 'boundary.cedar'), 'utf8'),
})
const original = () => read()
/** The folder's files with one more rule, which forbids something. */
const stricter = () => ({
  ...original(),
  'boundary.cedar': `${original()['boundary.cedar']}\n@id("never-hidden") @reason("Nothing with hidden characters") forbid (principal, action, resource) when { context.hidden_characters > 100 };\n`,
})
const propose = (files: object) =>
  api('POST', '/boundaries/deployment/propose', pipeline, { files, title: 'From code', ref: 'main@1' })
const drift = async () => (await (await get(piotr, '/workflows/deployment')).json()).drift

describe('the command', () => {
  test('checks without a server, with the place of every fault, and with one', async () => {
    expect(await run('check', '--dir', folder)).toMatchObject({ status: 0, out: expect.stringContaining('Good') })
    const bad = mkdtempSync(join(tmpdir(), 'countersign-code-'))
    writeFileSync(join(bad, 'workflow.json'), original()['workflow.json'])
    writeFileSync(
      join(bad, 'boundary.cedar'),
      '@id("x") @tier("allow") @reason("x")\npermit (principal, action, resource) when { context.nothing };',
    )
    const checked = await run('check', '--dir', bad)
    expect([checked.status, checked.out]).toEqual([1, expect.stringMatching(/boundary\.cedar:2:\d+: /)])
    expect(await run('check', '--dir', folder, '--url', base)).toMatchObject({ status: 0 })
    expect(await run('check', '--dir', join(bad, 'nowhere'))).toMatchObject({ status: 2 })
    rmSync(bad, { recursive: true })
  })

  test('tells what differs, and the console shows that files and what is in force drift apart', async () => {
    expect(await drift()).toBe('not_in_code')
    expect(await run('diff', '--dir', folder, '--url', base, '--ref', 'main@0')).toMatchObject({ status: 0 })
    expect(await drift()).toBe('none')
    const files = original()
    writeFileSync(join(folder, 'boundary.cedar'), stricter()['boundary.cedar'])
    const differs = await run('diff', '--dir', folder, '--url', base)
    expect(differs).toMatchObject({ status: 1, out: expect.stringContaining('tightens') })
    expect(await drift()).toBe('drifted')
    expect(
      await run('propose', '--dir', folder, '--url', base, '--title', 'Stricter', '--ref', 'main@2'),
    ).toMatchObject({
      status: 0,
      out: expect.stringContaining('in review'),
    })
    expect(await draftOf(noor, 'deployment')).toMatchObject({
      status: 'in_review',
      source: 'code',
      title: 'Stricter',
      author: { id: piotr.id },
      source_ref: { pipeline: 'boundaries-repository', ref: 'main@2' },
    })
    writeFileSync(join(folder, 'boundary.cedar'), files['boundary.cedar'])
  })
})

describe('a proposal from code', () => {
  test('is the same one when the same files come again, goes through the same review, and its sponsor never approves it', async () => {
    const first = await (await propose(stricter())).json()
    expect(first).toMatchObject({ status: 'in_review', direction: 'tightens', reviews_needed: 1 })
    expect(await (await propose(stricter())).json()).toEqual(first)
    const change = await draftOf(noor, 'deployment')
    expect(await refusal(await review(piotr, change))).toMatchObject({ code: 'review.not_eligible', why: 'author' })
    expect(await (await letThrough(noor, change)).json()).toMatchObject({ status: 'active' })
    expect(await (await propose(stricter())).json()).toMatchObject({ status: 'in_force', version: change.version })
  })

  test('takes the place of the one before: what was said of it counts no more', async () => {
    const before = await (await propose(original())).json()
    const after = await (
      await propose({ ...stricter(), 'boundary.cedar': `// again\n${stricter()['boundary.cedar']}` })
    ).json()
    expect([before.version, after.version, before.change_digest === after.change_digest]).toEqual([
      after.version,
      after.version,
      false,
    ])
  })

  test('never touches a draft that people are writing', async () => {
    await openDraft(piotr, undefined, 'deployment')
    const { id } = await draftOf(piotr, 'deployment')
    expect(await (await propose(original())).json()).toMatchObject({ code: 'draft.open', boundary_id: id })
  })

  test('with faults is refused with every one and leaves nothing behind', async () => {
    const broken = { ...original(), 'boundary.cedar': 'permit (' }
    expect(await (await propose(broken)).json()).toMatchObject({
      code: 'change.blocked',
      blockers: [{ code: 'invalid_text' }],
    })
    expect((await get(piotr, '/workflows/deployment/draft')).status).toBe(404)
  })

  test('is for workflows of its sponsor only: any other is not there (ATTACKS 102)', async () => {
    const foreign = await api('POST', '/boundaries/payments/check', pipeline, { files: original() })
    const absent = await api('POST', '/boundaries/nothing/check', pipeline, { files: original() })
    expect([foreign.status, await foreign.text()]).toEqual([404, await absent.text()])
    expect(
      (await api('POST', '/boundaries/payments/propose', pipeline, { files: original(), title: 'x' })).status,
    ).toBe(404)
    expect((await get(mei, '/workflows/deployment/files')).status).toBe(404)
    expect((await get(ingrid, '/workflows/deployment/files')).status).toBe(404)
  })
})
