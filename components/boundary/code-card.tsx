import { Digest } from '@/components/ui/digest'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import type { WorkflowView } from '@/lib/boundaries/schema-views'
import { Card } from './card'

/** Whether what is in force is what the repository says. */
export function CodeCard({ view }: { view: WorkflowView }) {
  const { code, drift } = view
  if (code === null) return null
  return (
    <Card title="In code">
      <div className="grid gap-2 px-5 py-3 text-13" data-testid="code-card" data-drift={drift}>
        {drift === 'drifted' ? (
          <Strip tone="warn">
            The repository says something else than what is in force. Nothing changes by itself.
          </Strip>
        ) : (
          <Strip tone="ok">The repository and what is in force are the same.</Strip>
        )}
        <dl className="grid gap-1.5">
          <div>
            <dt className="text-12 text-fg-3">Seen</dt>
            <dd>
              <Ago at={code.seen_at} /> by <span className="machine">{code.pipeline}</span>
            </dd>
          </div>
          <div>
            <dt className="text-12 text-fg-3">At</dt>
            <dd className="machine [overflow-wrap:anywhere]">{code.ref}</dd>
          </div>
          <div>
            <dt className="text-12 text-fg-3">Its digest</dt>
            <dd>
              <Digest value={code.digest} short />
            </dd>
          </div>
          {drift === 'drifted' ? (
            <div>
              <dt className="text-12 text-fg-3">Digest in force</dt>
              <dd>
                <Digest value={code.active_digest} short />
              </dd>
            </div>
          ) : null}
        </dl>
      </div>
    </Card>
  )
}
