/**
 * One instance of something per process, whatever bundle asks for it.
 * The server and Next's bundle of the same files are two copies of every module in one process; connections, keys and
 * listeners must still exist once. The registry lives on a process-wide symbol for that reason.
 */
export function once<T>(name: string, make: () => T): T {
  const registry = globalRegistry()
  const found = registry.get(name)
  // The name is the type's only witness, so each name is used by exactly one file of lib/platform.
  if (found !== undefined) return found.value as T
  const value = make()
  registry.set(name, { value })
  return value
}

/** Forgets an instance, so that the next `once` makes another; for a clean stop. Returns what was there. */
export function forget<T>(name: string): T | undefined {
  const registry = globalRegistry()
  const found = registry.get(name)
  registry.delete(name)
  return found?.value as T | undefined
}

/** Forgets every instance, as a new process would; for tests that share one. */
export function forgetAll(): void {
  globalRegistry().clear()
}

/** Whether an instance is there. */
export function isThere(name: string): boolean {
  return globalRegistry().has(name)
}

const KEY = Symbol.for('countersign.once')

function globalRegistry(): Map<string, { value: unknown }> {
  const holder = globalThis as { [KEY]?: Map<string, { value: unknown }> }
  holder[KEY] ??= new Map()
  return holder[KEY]
}
