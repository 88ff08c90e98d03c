import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { program } from '@/scripts/programs.mjs'
import { manyRequests } from './many-requests'

export interface ServerOptions {
  /** Added to a bare environment; DATABASE_URL and DATABASE_APP_URL here mean that no embedded database is started. */
  readonly env?: Readonly<Record<string, string>>
  /** Kept between starts, to test recovery; a fresh folder that is deleted afterwards unless given. */
  readonly dataDir?: string
  /** A free one unless given. */
  readonly port?: number
}

export interface RunningServer {
  /** `http://localhost:<port>`: a name, because passkeys know no addresses. */
  readonly baseUrl: string
  readonly port: number
  readonly dataDir: string
  readonly process: ChildProcess
  /** All that it printed so far. */
  output(): string
  /** Asks it to stop and waits; returns its exit code. */
  stop(): Promise<number | null>
  /** kill -9, as a power cut would; returns when it is gone. */
  kill(): Promise<void>
}

/** The server did not get to the point of serving; carries what it printed and its exit code. */
export class ServerEnded extends Error {
  constructor(
    readonly output: string,
    readonly code: number | null,
  ) {
    super(`The server ended with ${code} before it was ready:\n${output}`)
  }
}

/** The real server as a process of its own, ready to serve. Rejects (ServerEnded) when it ends before it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const port = options.port ?? (await freePort())
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'countersign-server-'))
  const baseUrl = `http://localhost:${port}`
  const child = spawn(process.execPath, program('server.ts'), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      COUNTERSIGN_BASE_URL: baseUrl,
      COUNTERSIGN_DATA_DIR: dataDir,
      ...manyRequests,
      ...options.env,
    },
  })
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    output += String(chunk)
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const clean = () => {
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
  }
  const ready = new Promise<'ready'>((done) => child.once('message', () => done('ready')))
  const first = await Promise.race([ready, ended])
  if (first !== 'ready') {
    clean()
    throw new ServerEnded(output, first)
  }
  return {
    baseUrl,
    port,
    dataDir,
    process: child,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM')
      const code = await ended
      clean()
      return code
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))))
    })
  })
}
