import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { childEnvironment } from '@/lib/platform/env'

/** Stands in a script for a number that no transaction of the run has used before. */
export const NUMBER = ':n'

/** One transaction: one statement, or several between BEGIN and COMMIT. */
export interface BareScript {
  readonly statements: readonly string[]
}

export interface BareOptions {
  readonly url: string
  readonly script: BareScript
  readonly clients: number
  readonly seconds: number
  /** The first number of this run; each client counts up from its own stretch of `STRETCH`. */
  readonly from: number
}

/** Numbers that one client has for itself in one run. */
export const STRETCH = 100_000

export type BareLoop = { readonly name: string; readonly run: (options: BareOptions) => Promise<number> }

/** pgbench where it is installed, else the same loop through `pg`; both with prepared statements. Gives transactions per second. */
export function bareLoop(): BareLoop {
  const found = spawnSync('pgbench', ['--version'], { encoding: 'utf8' })
  return found.status === 0 ? { name: 'pgbench', run: runPgbench } : { name: 'pg loop', run: runPg }
}

async function runPgbench({ url, script, clients, seconds, from }: BareOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-pgbench-'))
  const file = join(folder, 'script.sql')
  writeFileSync(
    file,
    `\\set i :i + 1\n\\set n ${from} + :client_id * ${STRETCH} + :i - 1\n${script.statements.join(';\n')};\n`,
  )
  const { hostname, port, username, password, pathname } = new URL(url)
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(clients),
    '-j',
    String(Math.min(2, clients)),
    '-T',
    String(seconds),
    '-D',
    'i=0',
    '-f',
    file,
  ]
  try {
    const child = spawn('pgbench', [...args, '-h', hostname, '-p', port, '-U', username, pathname.slice(1)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment({ PGPASSWORD: decodeURIComponent(password) }),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += String(chunk)
      })
    }
    await new Promise<void>((done, fail) => {
      child.once('error', fail)
      child.once('close', () => done())
    })
    const tps = /tps = ([\d.]+)/.exec(output)?.[1]
    if (tps === undefined || /\baborted\b/.test(output)) throw new Error(`pgbench: ${output.slice(0, 2_000)}`)
    return Number(tps)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runPg({ url, script, clients, seconds, from }: BareOptions): Promise<number> {
  const statements = script.statements.map((text, i) => ({
    name: `s${i}`,
    text: text.replaceAll(NUMBER, '$1::bigint'),
    numbered: text.includes(NUMBER),
  }))
  const start = performance.now()
  const until = start + seconds * 1_000
  const counts = await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const connection = new pg.Client({ connectionString: url })
      await connection.connect()
      let count = 0
      for (; performance.now() < until; count++) {
        const n = from + client * STRETCH + count
        for (const { name, text, numbered } of statements)
          await connection.query({ name, text, values: numbered ? [n] : [] })
      }
      await connection.end()
      return count
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - start) / 1_000)
}
