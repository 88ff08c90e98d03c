import { absolute } from '@/components/ui/duration'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { counted } from './words'

/** What happens in the moment of the last approval. */
export function AfterApproval({ view }: { view: BoundaryView }) {
  if (!view.review) return null
  const { after, needed, given, activate_at: at } = view.review
  const facts = [
    view.active
      ? `v${view.active.version} retires. ${
          after.pending === 0
            ? 'No request is pending.'
            : `${counted(after.pending, 'pending request')} ${after.pending === 1 ? 'keeps' : 'keep'} v${view.active.version} and must also hold under v${view.version} when redeemed.`
        }`
      : `${view.workflow.title} becomes active: from then on agents may ask.`,
    at === null ? null : `It waits until ${absolute(at)}. Whatever blocks it then sends it back to its author.`,
    needed - given > 1
      ? `It takes ${needed - given} more approvals; the last one ${at === null ? 'activates it' : 'completes it'}.`
      : null,
    after.agents > 0 ? `Sponsors of ${counted(after.agents, 'agent')} are told.` : null,
  ]
  return (
    <section className="rounded-md border border-line bg-panel p-4">
      <h2 className="text-14">After approval</h2>
      <ul className="mt-2 grid gap-1.5 text-13 text-fg-2">
        {facts
          .filter((fact) => fact !== null)
          .map((fact) => (
            <li
              key={fact}
              className="relative ps-3 before:absolute before:top-2 before:left-0 before:h-px before:w-1 before:bg-fg-3"
            >
              {fact}
            </li>
          ))}
      </ul>
    </section>
  )
}
