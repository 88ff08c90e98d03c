import { clsx } from 'clsx'
import { BadgeCheck, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { clockTime } from '@/components/ui/duration'
import type { RequestView } from '@/lib/inbox/schema'

/** Three identities as signature lines with ≠ between them: who asks never approves, who approves never runs. */
export function Identities({ view, compact = false }: { view: RequestView; compact?: boolean }) {
  const { agent, executor } = view.presentation
  const approvals = view.decisions.filter((decision) => decision.verb === 'approve')
  const mySignature = view.me.can_decide && view.item.mine === null && view.item.status === 'pending'
  const me = view.reviewers.find((reviewer) => reviewer.is_me)?.person.name
  if (compact) {
    const names = [...approvals.map((decision) => decision.person.name), ...(mySignature ? ['you'] : [])]
    return (
      <section
        className="flex items-end justify-between gap-2 px-4 pt-2 pb-3 text-13 tablet:px-5"
        aria-label="Three identities, all different"
      >
        <Short label="Requester">
          <span className="machine">{agent.slug}</span>
        </Short>
        <NotEqual />
        <Short label="Approvers">{names.length === 0 ? 'nobody yet' : names.join(' and ')}</Short>
        <NotEqual />
        <Short label="Executor">
          <span className="machine">{executor.slug}</span>
        </Short>
      </section>
    )
  }
  const open = Math.max(view.item.quorum.needed - approvals.length - (mySignature ? 1 : 0), 0)
  return (
    <section
      aria-label="Three identities, all different"
      className="grid items-start gap-2 px-4 py-4 tablet:grid-cols-[minmax(0,1fr)_36px_minmax(0,1fr)_36px_minmax(0,1fr)] tablet:gap-0 tablet:px-8 tablet:py-5"
    >
      <div className="grid min-w-0">
        <span className="text-12 text-fg-3">Requester</span>
        <Line>
          <span className="truncate font-mono text-14 tracking-[-0.01em]">{agent.slug}</span>
        </Line>
        <Under icon="seal">asked {clockTime(view.item.created_at)}</Under>
      </div>
      <NotEqual large />
      <div className="grid min-w-0">
        <span className="text-12 text-fg-3">Approvers</span>
        {approvals.map((decision) => (
          <span key={decision.id} className="grid">
            <Line>{decision.person.name}</Line>
            <Under icon="seal">
              signed {clockTime(decision.decided_at)} · {decision.factor}
            </Under>
          </span>
        ))}
        {mySignature ? (
          <span className="grid">
            <Line ink>
              <span className="font-normal" aria-hidden="true">
                ×
              </span>
            </Line>
            <Under>you{me ? `, ${me}` : ''} · not signed</Under>
          </span>
        ) : null}
        {open > 0 && view.item.status === 'pending' ? (
          <span className="grid">
            <Line> </Line>
            <Under>{open === 1 ? 'one more person' : `${open} more people`}</Under>
          </span>
        ) : null}
        {approvals.length === 0 && view.item.status !== 'pending' ? (
          <span className="grid">
            <Line> </Line>
            <Under>{view.presentation.tier === 'approve' ? 'nobody signed' : 'policy alone decided'}</Under>
          </span>
        ) : null}
      </div>
      <NotEqual large />
      <div className="grid min-w-0">
        <span className="text-12 text-fg-3">Executor</span>
        <Line>
          <span className="truncate font-mono text-14 tracking-[-0.01em]">{executor.slug}</span>
        </Line>
        <Under icon="lock">
          {view.grant?.redeemed_at
            ? `redeemed ${clockTime(view.grant.redeemed_at)}`
            : `may redeem once, after ${view.item.quorum.needed > 1 ? 'all' : 'approval'}`}
        </Under>
      </div>
    </section>
  )
}

function Line({ children, ink = false }: { children: ReactNode; ink?: boolean }) {
  return (
    <span
      className={clsx(
        'flex h-[34px] items-end border-b pb-1 font-medium text-16/5',
        ink ? 'border-ink text-ink' : 'border-fg',
      )}
    >
      {children}
    </span>
  )
}

function Under({ children, icon }: { children: ReactNode; icon?: 'seal' | 'lock' }) {
  return (
    <span className="flex items-center gap-1 pt-1 text-12 text-fg-3">
      {icon === 'seal' ? <BadgeCheck className="size-3.5 flex-none text-ok" aria-hidden="true" /> : null}
      {icon === 'lock' ? <Lock className="size-3.5 flex-none" aria-hidden="true" /> : null}
      <span className="truncate">{children}</span>
    </span>
  )
}

function NotEqual({ large = false }: { large?: boolean }) {
  return (
    <span
      role="img"
      aria-label="is not"
      className={clsx('text-fg-3', large ? 'text-center text-16/5 max-tablet:text-start tablet:pt-[26px]' : '')}
    >
      ≠
    </span>
  )
}

function Short({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="grid min-w-0">
      <span className="text-12 text-fg-3">{label}</span>
      <span className="truncate">{children}</span>
    </span>
  )
}
