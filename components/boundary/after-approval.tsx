import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import type { BoundaryView } from '@/lib/boundaries/schema-views'

/** What happens in the moment of the last approval. */
export function AfterApproval({ view }: { view: BoundaryView }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  if (!view.review) return null
  const { after, needed, given, activate_at: at } = view.review
  const facts = [
    view.active
      ? after.pending === 0
        ? t('after.retires', { active: `${view.active.version}` })
        : t('after.retiresPending', {
            active: `${view.active.version}`,
            count: after.pending,
            version: `${view.version}`,
          })
      : t('after.becomes', { title: view.workflow.title }),
    at === null ? null : t('after.waits', { time: format.absolute(at) }),
    needed - given > 1
      ? t(at === null ? 'after.takesActivates' : 'after.takesCompletes', { count: needed - given })
      : null,
    after.agents > 0 ? t('after.sponsors', { count: after.agents }) : null,
  ]
  return (
    <section className="rounded-md border border-line bg-panel p-4">
      <h2 className="text-14">{t('after.title')}</h2>
      <ul className="mt-2 grid gap-1.5 text-13 text-fg-2">
        {facts
          .filter((fact) => fact !== null)
          .map((fact) => (
            <li
              key={fact}
              className="relative ps-3 before:absolute before:top-2 before:start-0 before:h-px before:w-1 before:bg-fg-3"
            >
              {fact}
            </li>
          ))}
      </ul>
    </section>
  )
}
