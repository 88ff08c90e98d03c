import type { Directory } from '@/lib/core/directory'
import { forget, once } from '@/lib/platform/once'
import { databaseNow, loadDirectory, readRevision } from './store'

/** How long a cached directory is used for reading before its number is asked again. Writes never rely on this: they re-check the number. Milliseconds. */
const CHECK_AFTER_MS = 500

type Cache = { directory: Promise<Directory> | null; checkedAt: number; checking: Promise<Directory> | null }

/** The directory, at most half a second behind; one load at a time per process. */
export async function currentDirectory(): Promise<Directory> {
  const cache = cacheOf()
  if (cache.directory && performance.now() - cache.checkedAt < CHECK_AFTER_MS) return cache.directory
  cache.checking ??= check(cache).finally(() => {
    cache.checking = null
  })
  return cache.checking
}

/** The directory as it stands now: the number is asked again whatever the cache's age. For credentials, where half a second is too long. */
export async function freshDirectory(): Promise<Directory> {
  return check(cacheOf())
}

/** The directory at `revision` or later: what a verb asks for when its statement found the cached one outdated. */
export async function directoryAt(revision: bigint): Promise<Directory> {
  const cache = cacheOf()
  const known = cache.directory ? await cache.directory.catch(() => null) : null
  if (known && known.revision >= revision) return known
  cache.directory = null
  const loading = loadDirectory()
  cache.directory = loading
  cache.checkedAt = performance.now()
  loading.catch(() => {
    if (cache.directory === loading) cache.directory = null
  })
  return loading
}

/**
 * The database's time as this process knows it: the monotonic clock on top of a measurement at most a minute old, so a
 * wrong or stepping local clock does not move deadlines. Statements that act still use the database's own clock (law 9).
 */
export async function now(): Promise<Date> {
  const clock = once('database.clock', () => ({ base: 0, at: -Infinity, measuring: null as Promise<void> | null }))
  if (performance.now() - clock.at > 60_000) {
    clock.measuring ??= databaseNow()
      .then((measured) => {
        clock.base = measured.getTime()
        clock.at = performance.now()
      })
      .finally(() => {
        clock.measuring = null
      })
    await clock.measuring
  }
  return new Date(clock.base + (performance.now() - clock.at))
}

/** Forgets what is cached; tests that switch databases call it. */
export function forgetDirectory(): void {
  forget('directory')
  forget('database.clock')
}

function cacheOf(): Cache {
  return once('directory', () => ({ directory: null, checkedAt: 0, checking: null }))
}

async function check(cache: Cache): Promise<Directory> {
  const revision = await readRevision()
  const directory = await directoryAt(revision)
  cache.checkedAt = performance.now()
  return directory
}
