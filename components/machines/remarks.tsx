import { clsx } from 'clsx'
import type { MachineItem } from '@/lib/machines/schema'

const LOOK = { neutral: 'text-fg-3', ok: 'text-fg-3', warn: 'text-warn', danger: 'text-danger' } as const

/** What is to be known of a machine, the worst first. Its state has a chip of its own and is not said twice. */
export function Remarks({ health, className }: { health: MachineItem['health']; className?: string }) {
  const shown = health.filter(({ code }) => !SAID_BY_CHIP.has(code))
  if (shown.length === 0) return null
  return (
    <ul className={clsx('grid text-12', className)}>
      {shown.map((remark) => (
        <li key={remark.code} className={LOOK[remark.tone]}>
          {remark.text}
        </li>
      ))}
    </ul>
  )
}

const SAID_BY_CHIP: ReadonlySet<string> = new Set(['suspended', 'fine'])
