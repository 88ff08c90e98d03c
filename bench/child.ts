import { type ChildProcess, spawn } from 'node:child_process'
import { childEnvironment } from '@/lib/platform/env'
import { program } from '@/scripts/programs.mjs'

export interface Child {
  readonly port: number
  readonly process: ChildProcess
  stop(): Promise<void>
}

/**
 * Starts one of the bench's servers as a process of its own and waits for the port that it reports. With BENCH_PROFILE
 * naming a folder, each leaves a CPU profile there when it ends.
 */
export async function startChild(file: string, env: Readonly<Record<string, string>>): Promise<Child> {
  const profile = process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : []
  const child = spawn(process.execPath, [...profile, ...program(`bench/${file}`)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: childEnvironment({ LOG_LEVEL: 'warn', ...env }),
  })
  let output = ''
  const keep = (chunk: unknown) => {
    output = (output + String(chunk)).slice(-4_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  let stopping = false
  const ended = new Promise<void>((done) =>
    child.once('close', (code, signal) => {
      if (!stopping) process.stderr.write(`${file} ended by itself (${signal ?? code}):\n${output}\n`)
      done()
    }),
  )
  const ready = new Promise<number>((done) => child.once('message', (message) => done(Number(message))))
  const port = await Promise.race([ready, ended])
  if (typeof port !== 'number') throw new Error(`${file} ended before it was ready`)
  return {
    port,
    process: child,
    stop: async () => {
      stopping = true
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(late)
    },
  }
}
