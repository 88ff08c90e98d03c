import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { childEnvironment } from '@/lib/platform/env'
import { program } from '@/scripts/programs.mjs'

/** The bench is a program that nobody runs every day; this is what keeps it working. Its numbers are not looked at. */
test('the bench measures everything that DESIGN section 13 asks, beside its peers, and cleans up', async () => {
  const { code, out, err } = await quickRun()
  expect(code, err).toBe(0)
  const rows = out.split('\n').filter((line) => line.startsWith('| '))
  const firsts = rows.map((row) => row.split('|')[1]?.trim() ?? '')
  for (const what of [
    'submit, policy only',
    'submit to pending',
    'redeem',
    'double redemptions, 60 attempts on 10 grants, two processes',
    'policy evaluation, 100 rules: p50 / p99',
    'a new request in an open inbox (server side): p50 / p95',
    'log: checkpoint lag under that load, p95 / most',
  ]) {
    expect(firsts).toContain(what)
  }
  for (const begin of [
    'inbox, what I decide:',
    'request page:',
    'audit page:',
    'log: sequencing',
    'log: verifying',
    'simulation of',
  ]) {
    expect(
      firsts.some((first) => first.startsWith(begin)),
      begin,
    ).toBe(true)
  }
  expect(out).toMatch(/oidc-provider CIBA/)
  expect(out).toMatch(/pgbench|pg loop/)
  // Not a time: whatever the machine does, a grant is used once.
  expect(rows.find((row) => row.includes('double redemptions'))).toMatch(/\| 0 .*\| met/)
}, 300_000)

function quickRun(): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    // Without the pages: starting them and typing into them is what other suites do.
    const args = program('bench/run.ts', '--quick', '--only', 'http,policy,sizes')
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment(),
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => {
      out += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      err += String(chunk)
    })
    child.once('close', (code) => resolve({ code, out, err: err.slice(-4_000) }))
  })
}
