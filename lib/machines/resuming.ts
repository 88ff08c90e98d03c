import { appendEntry } from '@/lib/audit/store'
import type { DirectoryRuntime } from '@/lib/core/directory'
import type { Machine } from '@/lib/core/machine/machine'
import { announce } from '@/lib/directory/store-announce'
import type { Tx } from '@/lib/platform/transaction'
import { setMachineStatus, setRuntimeStatus } from './store'

/** Who lets it go on by themselves, and why. */
type Resumed = { by: string; reason: string }

/**
 * Lets a stopped machine work again, in the caller's transaction, which has asked who may and from which state. What the stop
 * ended stays ended: agents ask anew.
 */
export async function letMachineGoOn(tx: Tx, machine: Machine, { by, reason }: Resumed): Promise<void> {
  await setMachineStatus(tx, machine, 'active')
  await appendEntry(
    tx,
    {
      type: 'machine.resumed',
      actor: { kind: 'person', id: by },
      subject: { machine_id: machine.id },
      facts: { kind: machine.kind, slug: machine.slug, was: machine.status },
    },
    { reason },
  )
  await announce(tx, { kind: 'config', id: 'machines' })
}

/** The same for a runtime. Agents that were stopped one by one stay so. */
export async function letRuntimeGoOn(tx: Tx, runtime: DirectoryRuntime, { by, reason }: Resumed): Promise<void> {
  await setRuntimeStatus(tx, runtime.id, 'active')
  await appendEntry(
    tx,
    {
      type: 'runtime.resumed',
      actor: { kind: 'person', id: by },
      subject: { runtime_id: runtime.id },
      facts: { slug: runtime.slug, was: runtime.status },
    },
    { reason },
  )
  await announce(tx, { kind: 'config', id: 'machines' })
}
