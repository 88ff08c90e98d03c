import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { takeLock } from './lock'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-lock-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const folder = () => mkdtempSync(join(scratch, 'dir-'))

/** A process that takes the lock and keeps it as long as its input is open. */
const program = `import('./lib/platform/embedded/lock.ts').then(({ takeLock }) => takeLock(process.argv[1]))
  .then(() => { console.log('taken'); setInterval(() => {}, 1000) }, (error) => { console.log('refused: ' + error.message); process.exit(0) })`
const args = (dir: string) => ['--import', 'tsx', '--input-type=module', '-e', program, dir]

describe('takeLock', () => {
  test('refuses while the holder lives, and is free again once it gave the lock back', async () => {
    const dir = folder()
    const unlock = await takeLock(dir)
    await expect(takeLock(dir)).rejects.toThrow(`already running on this data directory (process ${process.pid})`)
    unlock()
    const again = await takeLock(dir)
    again()
    expect(readdirSync(dir)).toEqual([])
  })

  test('takes over from a holder that was killed', async () => {
    const dir = folder()
    const holder = spawn(process.execPath, args(dir), { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    await expect(takeLock(dir)).rejects.toThrow(`process ${holder.pid}`)
    holder.kill('SIGKILL')
    await new Promise((resolve) => holder.once('exit', resolve))
    const unlock = await takeLock(dir)
    unlock()
  })

  test('takes over when the process number now belongs to another process', async () => {
    const dir = folder()
    writeFileSync(
      join(dir, 'lock'),
      JSON.stringify({ pid: process.pid, started: 'long ago', host: hostname(), nonce: 'x' }),
    )
    const unlock = await takeLock(dir)
    unlock()
  })

  test('takes over a damaged lock', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'lock'), '{')
    const unlock = await takeLock(dir)
    expect(JSON.parse(readFileSync(join(dir, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid })
    unlock()
  })

  test('of six that find a dead holder at once, one takes over', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 2 ** 22 - 7, started: '', host: hostname(), nonce: 'dead' }))
    const rivals = Array.from({ length: 6 }, () =>
      spawn(process.execPath, args(dir), { stdio: ['ignore', 'pipe', 'inherit'] }),
    )
    const outputs = await Promise.all(
      rivals.map(
        (rival) => new Promise<string>((resolve) => rival.stdout.once('data', (chunk) => resolve(String(chunk)))),
      ),
    )
    for (const rival of rivals) rival.kill('SIGKILL')
    expect(outputs.filter((output) => output.startsWith('taken'))).toHaveLength(1)
    expect(outputs.filter((output) => output.startsWith('refused'))).toHaveLength(5)
  })
})
