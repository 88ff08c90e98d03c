import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Chip } from '@/components/ui/chip'
import type { WorkflowView } from '@/lib/boundaries/schema-views'
import { Card } from './card'
import { machineStatus } from './words'

const WORKING = ['active', 'shared', 'managed']

/** Who takes part, as the version in force names them; what is not working stands out. */
export function MachineList({ machines }: { machines: WorkflowView['machines'] }) {
  const t = useTranslations('boundary')
  if (machines.length === 0) return null
  return (
    <Card title={t('machines.title')}>
      <div className="grid gap-3 px-5 py-3">
        {(['agent', 'executor', 'runtime'] as const).map((kind) => {
          const those = machines.filter((machine) => machine.kind === kind)
          return those.length === 0 ? null : (
            <div key={kind}>
              <h3 className="font-normal text-12 text-fg-3">{t(`machines.${kind}`)}</h3>
              <ul>
                {those.map((machine) => (
                  <li key={machine.slug} className="flex min-h-6 items-center gap-2 text-13">
                    <Link href={`/agents?q=${encodeURIComponent(machine.slug)}`} className="machine hover:underline">
                      {machine.slug}
                    </Link>
                    {WORKING.includes(machine.status) ? null : (
                      <Chip tone="danger">{machineStatus(t, machine.status)}</Chip>
                    )}
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
