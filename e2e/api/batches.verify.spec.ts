import { spawn } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { approving, decideTogether, denying, openOf } from '@/e2e/support/batches'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { useLogKey } from '@/e2e/support/log'
import { pending } from '@/e2e/support/machines'
import { type Shown, signers } from '@/e2e/support/people'
import { sequenceLog } from '@/lib/audit/sequence-log'
import { signCheckpoint } from '@/lib/audit/sign-checkpoint'
import { signCheckpoint as signHead } from '@/lib/core/audit/checkpoint'
import { leafHash } from '@/lib/core/audit/merkle'
import { appendLeaves, emptyFrontier, rootOf } from '@/lib/core/audit/tree'
import { batchDigest } from '@/lib/core/batch/signed'
import { toBase64Url, utf8 } from '@/lib/core/canonical/digest'
import { canonicalize } from '@/lib/core/canonical/json'
import { machineApi } from '@/lib/http/machine-api'
import { program } from '@/scripts/programs.mjs'
import { useWorld } from './world'

/** The command line as a process of its own, against a log that holds a batch which a person signed (ATTACKS 60). */

const key = useLogKey()
const world = await useWorld()
await activate(world.db, 'payments', steps)
const [elif] = await signers(world, 'elif')
const folder = mkdtempSync(join(tmpdir(), 'countersign-batch-'))
const file = (name: string) => join(folder, name)
const server = createServer(getRequestListener(machineApi.fetch))
let requests: Shown[] = []

beforeAll(async () => {
  requests = [await pending(world, amounts.one), await pending(world, amounts.one), await pending(world, amounts.one)]
  await openOf(elif, requests)
  const { results } = await decideTogether(
    elif,
    requests.map((request, at) => (at === 1 ? denying(request) : approving(request))),
  )
  expect(results.map(({ status }) => status)).toEqual(['approved', 'denied', 'approved'])
  for (let left = 1; left > 0; ) {
    const numbered = await sequenceLog()
    left = numbered.busy ? 1 : numbered.count
  }
  await signCheckpoint(key)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(await run('log', 'export', '--url', base, '--out', file('log'))).toMatchObject({ status: 0, err: '' })
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

function run(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, program('bin/countersign.ts', ...args), {
      env: { ...process.env, COUNTERSIGN_API_KEY: world.auditor.api_key },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (data: Buffer) => (out += data))
    child.stderr.on('data', (data: Buffer) => (err += data))
    child.on('close', (status) => resolve({ status, out, err }))
  })
}
const verify = (name: string) => run('verify', '--keys', key.verifierKey, '--bundle', file(name))

const line = z.looseObject({
  request_id: z.string(),
  verb: z.string(),
  digest: z.string(),
  presentation_digest: z.string(),
  statement: z.string(),
})
const leafOf = z.looseObject({
  entry: z.looseObject({ type: z.string(), facts: z.looseObject({ items: z.array(line).optional() }) }),
})
type Facts = { [name: string]: unknown; items: z.infer<typeof line>[] }

/** The saved log with the facts of the batch's entry changed, in its bytes only. */
function altered(change: (facts: Facts) => void): {
  header: Record<string, unknown>
  leaves: string[]
  lines: string[]
} {
  const [first = '', ...lines] = readFileSync(file('log'), 'utf8').trimEnd().split('\n')
  let changed = 0
  const rewritten = lines.map((text) => {
    const saved = JSON.parse(text)
    const leaf = leafOf.parse(JSON.parse(saved.leaf))
    if (leaf.entry.type !== 'batch.recorded') return text
    changed++
    change(leaf.entry.facts as Facts)
    return JSON.stringify({ ...saved, leaf: canonicalize(JSON.parse(JSON.stringify(leaf))) })
  })
  expect(changed).toBe(1)
  return { header: JSON.parse(first), lines: rewritten, leaves: rewritten.map((text) => JSON.parse(text).leaf) }
}

/** The same as whoever holds the log's key would write it: with hashes, root and checkpoint that fit what is there now. */
function writtenAnew({ header, leaves }: ReturnType<typeof altered>): string[] {
  const hashes = leaves.map((leaf) => leafHash(utf8(leaf)))
  const { frontier } = appendLeaves(emptyFrontier(), hashes)
  const head = { origin: key.origin, size: leaves.length, root: rootOf(frontier) }
  const checkpoint = signHead(head, [
    { name: key.origin, publicKey: key.publicKey, sign: (said) => new Uint8Array(sign(null, said, key.privateKey)) },
  ])
  const lines = leaves.map((leaf, index) => ({
    index,
    leaf,
    leaf_hash: toBase64Url(hashes[index] ?? new Uint8Array()),
  }))
  return [{ ...header, checkpoint }, ...lines].map((each) => JSON.stringify(each))
}

test('countersign verify accepts the export of a log that holds a batch, and says that it looked at it', async () => {
  const { status, out } = await verify('log')
  expect(out).toContain('✓ leaves.batches           every decision of a batch stands in the list that was signed')
  expect(out).toMatch(/The log of \d+ entries: verified\./)
  expect(status).toBe(0)
})

const changes: [string, (facts: Facts) => void, RegExp][] = [
  [
    'another item',
    ({ items }) => Object.assign(items[0] ?? {}, { digest: items[1]?.digest }),
    /not the one that its digest is of/,
  ],
  [
    'another order, and a digest that fits it',
    (facts) => {
      facts.items.reverse()
      facts.items_digest = batchDigest(facts.items as Parameters<typeof batchDigest>[0])
    },
    /not the one that was signed/,
  ],
  [
    'another signature',
    (facts) => Object.assign(facts, { passkey: 'pky_other' }),
    /not under the signature of the list/,
  ],
]

test.each(changes)(
  'it refuses a batch with %s, in the file or by whoever can sign the log',
  async (name, change, why) => {
    const now = altered(change)
    writeFileSync(file(name), [JSON.stringify(now.header), ...now.lines].join('\n'))
    writeFileSync(file(`${name}, anew`), writtenAnew(now).join('\n'))
    const [inFile, anew] = await Promise.all([verify(name), verify(`${name}, anew`)])
    expect(inFile).toMatchObject({
      status: 1,
      out: expect.stringMatching(/✗ leaves\.hash .*\n(.*\n)*✗ checkpoint\.root /),
    })
    expect(anew.out.split('\n').filter((said) => said.startsWith('✗'))).toEqual([
      expect.stringMatching(/^✗ leaves\.batches /),
    ])
    expect(anew).toMatchObject({ status: 1, out: expect.stringMatching(why) })
  },
)
