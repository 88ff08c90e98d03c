import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { makeDataDir } from '@/lib/platform/secrets'

const FILE = 'demo.json'

const privateJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
})
export type PrivateJwk = z.infer<typeof privateJwk>

const machine = z.object({ id: z.string(), slug: z.string(), api_key: z.string(), private_jwk: privateJwk })
export type DemoMachine = z.infer<typeof machine>

const demoFile = z.object({
  base_url: z.string(),
  agents: z.array(machine),
  executors: z.array(machine),
  auditors: z.array(machine),
  pipelines: z.array(machine).default([]),
  people: z.array(
    z.object({
      id: z.string(),
      email: z.string(),
      roles: z.array(z.enum(['approver', 'workflow_owner', 'compliance', 'admin'])),
      name: z.string(),
      title: z.string(),
    }),
  ),
  workflows: z.array(z.object({ id: z.string(), slug: z.string(), title: z.string() })),
})

/** `<data dir>/demo.json` (DESIGN 14): who is who in the demo, with the secrets that the database only keeps fingerprints of. */
export type DemoFile = z.infer<typeof demoFile>

/** Reads the file; null when there is none or it cannot be understood, which means that new keys are made. */
export function readDemoFile(dataDir: string): DemoFile | null {
  const path = join(dataDir, FILE)
  if (!existsSync(path)) return null
  try {
    const parsed = demoFile.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Writes the file whole (readers see the old or the new one), for its owner only. */
export function writeDemoFile(dataDir: string, content: DemoFile): void {
  makeDataDir(dataDir)
  const path = join(dataDir, FILE)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  // The umask can only narrow the mode above; an owner who may not read it back would be of no use.
  chmodSync(draft, 0o600)
  renameSync(draft, path)
}
