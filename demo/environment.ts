import { setMaxListeners } from 'node:events'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DemoFile, readDemoFile } from '@/prisma/seed/demo-file'

/** Where a demo program finds things: the server's address, the machines' keys and the sandbox's folder. */
export interface DemoEnvironment {
  readonly baseUrl: string
  readonly demo: DemoFile
  readonly folder: string
}

const dataDirOf = (env: NodeJS.ProcessEnv): string => resolve(env.COUNTERSIGN_DATA_DIR || '.countersign')
/** Files and handover of the sandbox, below the data directory. */
export const sandboxFolder = (dataDir: string): string => join(dataDir, 'sandbox')

/** Waits until the server has written demo.json and answers that it is ready; rejects when `signal` is aborted. */
export async function findDemo(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<DemoEnvironment> {
  const dataDir = dataDirOf(env)
  for (let wait = 250; ; wait = Math.min(wait * 2, 5_000)) {
    const demo = readDemoFile(dataDir)
    if (demo && (await answers(demo.base_url, signal)))
      return { baseUrl: demo.base_url, demo, folder: sandboxFolder(dataDir) }
    await sleep(wait, undefined, { signal })
  }
}

async function answers(baseUrl: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`${baseUrl}/api/health/ready`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Aborted by SIGTERM, SIGINT, or the end of the program that started us. */
export function untilStopped(): AbortSignal {
  const stop = new AbortController()
  // Every wait of every agent listens to it.
  setMaxListeners(0, stop.signal)
  for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'] as const) process.once(event, () => stop.abort())
  return stop.signal
}
