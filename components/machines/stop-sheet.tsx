'use client'
import type { Stop } from '@/lib/core/machine/stop'
import type { Standing, StoppedAnswer } from '@/lib/machines/client'
import type { OpenCounts } from '@/lib/machines/schema'
import { ReasonSheet } from './reason-sheet'
import { counted } from './words'

export const STOP_VERB: Readonly<Record<Stop, { verb: 'suspend' | 'quarantine' | 'retire'; word: string }>> = {
  suspended: { verb: 'suspend', word: 'Suspend' },
  quarantined: { verb: 'quarantine', word: 'Quarantine' },
  retired: { verb: 'retire', word: 'Retire' },
}

const AFTER: Readonly<Record<Stop, string>> = {
  suspended: 'Its sponsor, the owner of its runtime or an administrator can let it go on.',
  quarantined: 'It goes on only when one person proposes it and another one agrees with a passkey.',
  retired: 'It never acts again, its credentials end, and its name is not used for another. Nobody can take this back.',
}

/** Stops a machine or a runtime, saying exactly what ends before it is confirmed. */
export function StopSheet({
  of,
  id,
  slug,
  how,
  open,
  inside,
  onClose,
  onDone,
}: {
  of: Standing['of']
  id: string
  slug: string
  how: Stop
  open: OpenCounts
  /** Of a runtime: how many agents stop with it. */
  inside?: number
  onClose: () => void
  onDone: (answer: StoppedAnswer) => void
}) {
  const { verb, word } = STOP_VERB[how]
  const lines = endings(open)
  return (
    <ReasonSheet
      target={{ of, id, verb }}
      title={`${word} ${slug}`}
      confirm={`${word} ${slug}`}
      keep="Leave it working"
      look="dangerSolid"
      onClose={onClose}
      onDone={onDone}
    >
      <section
        aria-labelledby="ends"
        className="rounded-paper border border-danger/35 bg-danger-soft px-3.5 py-3 text-13"
      >
        <h3 id="ends" className="font-medium text-danger">
          What ends now
        </h3>
        <ul className="mt-1 grid gap-0.5" data-testid="what-ends">
          {inside === undefined ? null : <li>{counted(inside, 'agent')} inside can no longer ask.</li>}
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <p className="text-13 text-fg-2">
        {of === 'runtimes' && how === 'suspended' ? 'Its owner or an administrator can let it go on.' : AFTER[how]}
      </p>
    </ReasonSheet>
  )
}

/** "3 pending requests are cancelled." and so on; says so when there is nothing. */
function endings({ pending, grants, executions }: OpenCounts): string[] {
  const lines = [
    pending > 0 ? `${counted(pending, 'pending request')} ${pending === 1 ? 'is' : 'are'} cancelled.` : '',
    grants > 0 ? `${counted(grants, 'live grant')} ${grants === 1 ? 'is' : 'are'} revoked.` : '',
    executions > 0
      ? `${counted(executions, 'execution')} under way ${executions === 1 ? 'ends' : 'end'}: what ${executions === 1 ? 'it' : 'they'} did stays unknown.`
      : '',
  ].filter((line) => line !== '')
  const sentences = lines.map((line) => line.charAt(0).toUpperCase() + line.slice(1))
  return sentences.length > 0 ? sentences : ['Nothing is open. It is refused from now on.']
}
