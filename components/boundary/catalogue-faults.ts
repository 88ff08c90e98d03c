import type { CatalogueFault } from '@/lib/boundaries/schema-views'

/** The faults at a pointer and below it. */
export function faultsAt(faults: readonly CatalogueFault[], pointer: string): CatalogueFault[] {
  return faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
}
