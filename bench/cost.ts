import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Linux counts processor time in hundredths of a second (USER_HZ). */
const TICK_MS = 10

/** Processor milliseconds that a process and its children, the ended ones too, have used; 0 where /proc is not there. */
export function processorTime(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  let ms = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOf(name)
    if (stat !== null && (Number(name) === pid || stat.parent === pid))
      ms += stat.own + (Number(name) === pid ? stat.reaped : 0)
  }
  return ms
}

/** Waits until a process and its children rest, such as after messages were sent: less than a tenth of one processor for a second. */
export async function atRest(pid: number | undefined, seconds = 120): Promise<void> {
  for (let left = seconds; left > 0; left--) {
    const before = processorTime(pid)
    await sleep(1_000)
    if (processorTime(pid) - before < 100) return
  }
}

function statOf(pid: string): { parent: number; own: number; reaped: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in parentheses and may hold spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [own, user, kernel, reapedUser, reapedKernel] = [fields[1], fields[11], fields[12], fields[13], fields[14]]
    return {
      parent: own ?? 0,
      own: ((user ?? 0) + (kernel ?? 0)) * TICK_MS,
      reaped: ((reapedUser ?? 0) + (reapedKernel ?? 0)) * TICK_MS,
    }
  } catch {
    // It ended between the listing and the reading.
    return null
  }
}
