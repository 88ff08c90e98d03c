import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { accountabilityGaps } from '@/lib/core/accountability/gap'
import { loadDirectory } from '@/lib/directory/store'
import { seedDemo } from './demo'
import { type DemoFile, readDemoFile } from './demo-file'
import { publicSideOf } from './machine-keys'

const db = await useDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'countersign-seed-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const now = new Date('2026-11-23T10:00:00Z')
const seed = (dir = dataDir) => seedDemo(db.prisma, { now, baseUrl: 'http://localhost:3000', dataDir: dir })
const revision = async () => (await db.asOwner('SELECT revision FROM config_revision'))[0]?.revision

let first: DemoFile
beforeAll(async () => {
  first = await seed()
})

describe('seedDemo', () => {
  it('fills a real database as the application role, under all of its constraints, and leaves no gap in what is active', async () => {
    const directory = await loadDirectory()
    expect(directory.organisation).toMatchObject({ slug: 'kestrel', isDemo: true })
    const active = [...directory.workflows.values()].filter(({ status }) => status === 'active')
    expect(active.length).toBe(5)
    for (const workflow of active) {
      expect(workflow.boundary?.version).toBe(1)
      expect(accountabilityGaps(workflow, directory, now)).toEqual([])
    }
  })

  it('writes demo.json for its owner only, with the secrets that the database has the fingerprints of', async () => {
    expect(statSync(join(dataDir, 'demo.json')).mode & 0o777).toBe(0o600)
    expect(readDemoFile(dataDir)).toEqual(first)
    const machines = [...first.agents, ...first.executors, ...first.auditors, ...first.pipelines]
    const wanted = machines.flatMap((m) =>
      publicSideOf({ apiKey: m.api_key, privateJwk: m.private_jwk }).map((side) => side.fingerprint),
    )
    const rows = await db.asOwner('SELECT fingerprint FROM credentials WHERE revoked_at IS NULL')
    expect(rows.map((row) => row.fingerprint).sort()).toEqual(wanted.sort())
    const text = JSON.stringify(await db.asOwner('SELECT * FROM credentials'))
    for (const machine of machines) {
      expect(text).not.toContain(machine.api_key)
      expect(text).not.toContain(machine.private_jwk.d)
    }
  })

  it('does not name somebody who left among those who can sign in', () => {
    expect(first.people.map((person) => person.email)).not.toContain('lukas.brandt@kestrel.example')
    expect(first.people.find((person) => person.email.startsWith('hugo'))?.roles).toEqual(['admin'])
    expect(first.people.find((person) => person.email.startsWith('mei'))?.roles).toEqual(['approver', 'workflow_owner'])
  })

  it('changes nothing at the second start: same ids, same keys, same revision, and what a visitor changed stays', async () => {
    await db.asOwner(`UPDATE agents SET status = 'suspended', suspended_at = now() WHERE slug = 'vault-sync'`)
    const before = await revision()
    expect(await seed()).toEqual(first)
    expect(await revision()).toBe(before)
    const rows = await db.asOwner(`SELECT status FROM agents WHERE slug = 'vault-sync'`)
    expect(rows).toEqual([{ status: 'suspended' }])
    await db.asOwner(`UPDATE agents SET status = 'active', suspended_at = NULL WHERE slug = 'vault-sync'`)
  })

  it('two starts at once agree on one set of keys', async () => {
    const [one, two] = await Promise.all([seed(), seed()])
    expect(one).toEqual(two)
    expect(readDemoFile(dataDir)).toEqual(one)
  })

  it('a lost demo.json gives every machine new keys, ends the old ones and keeps the ids', async () => {
    const other = mkdtempSync(join(tmpdir(), 'countersign-seed-'))
    const again = await seed(other)
    rmSync(other, { recursive: true, force: true })
    expect(again.agents.map((agent) => agent.id)).toEqual(first.agents.map((agent) => agent.id))
    expect(again.agents[0]?.api_key).not.toBe(first.agents[0]?.api_key)
    const [old] = publicSideOf({
      apiKey: first.agents[0]?.api_key ?? '',
      privateJwk: first.agents[0]?.private_jwk ?? Object.create(null),
    })
    const rows = await db.asOwner('SELECT revoked_at FROM credentials WHERE fingerprint = $1', [old.fingerprint])
    expect(rows[0]?.revoked_at).toBeInstanceOf(Date)
  })

  it('refuses the database of a real organisation', async () => {
    await db.asOwner(`UPDATE organisations SET is_demo = false, name = 'Real Ltd'`)
    await expect(seed()).rejects.toThrow('This database belongs to Real Ltd')
  })
})
