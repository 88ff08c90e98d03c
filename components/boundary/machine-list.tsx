import Link from 'next/link'
import { Chip } from '@/components/ui/chip'
import type { WorkflowView } from '@/lib/boundaries/schema-views'
import { Card } from './card'

const KINDS = { agent: 'Agents that may ask', executor: 'Executors that may redeem', runtime: 'Runtimes they run in' }
const WORKING = ['active', 'shared', 'managed']

/** Who takes part, as the version in force names them; what is not working stands out. */
export function MachineList({ machines }: { machines: WorkflowView['machines'] }) {
  if (machines.length === 0) return null
  return (
    <Card title="Machines that take part">
      <div className="grid gap-3 px-5 py-3">
        {(['agent', 'executor', 'runtime'] as const).map((kind) => {
          const those = machines.filter((machine) => machine.kind === kind)
          return those.length === 0 ? null : (
            <div key={kind}>
              <h3 className="font-normal text-12 text-fg-3">{KINDS[kind]}</h3>
              <ul>
                {those.map((machine) => (
                  <li key={machine.slug} className="flex min-h-6 items-center gap-2 text-13">
                    <Link href={`/agents?q=${encodeURIComponent(machine.slug)}`} className="machine hover:underline">
                      {machine.slug}
                    </Link>
                    {WORKING.includes(machine.status) ? null : <Chip tone="danger">{machine.status}</Chip>}
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
      </div>
    </Card>
  )
}
