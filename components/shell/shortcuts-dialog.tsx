'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import { useAllShortcuts } from './shortcuts'

const NAMES: Record<string, string> = { Enter: '⏎', Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' }

/** Every key of this page, grouped. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.keys')
  const all = useAllShortcuts()
  const seen = new Set<string>()
  const groups = new Map<string, { keys: string; label: string }[]>()
  for (const { keys, label, group } of all) {
    if (seen.has(keys)) continue
    seen.add(keys)
    groups.set(group, [...(groups.get(group) ?? []), { keys, label }])
  }
  return (
    <Sheet open onClose={onClose} title={t('title')} width="md" rule={false} testId="shortcuts-dialog">
      <div className="grid gap-x-8 gap-y-5 px-4 pb-6 tablet:grid-cols-2 tablet:px-8">
        {[...groups].map(([group, list]) => (
          <section key={group}>
            <h3 className="mb-1 text-12 text-fg-3">{group}</h3>
            <dl>
              {list.map(({ keys, label }) => (
                <div
                  key={keys}
                  className="flex min-h-8 items-center justify-between gap-4 border-line border-b text-13"
                >
                  <dt>{label}</dt>
                  <dd className="flex gap-1">
                    {keys.split(' ').map((key) => (
                      <Kbd key={key} className="max-tablet:inline-flex">
                        {NAMES[key] ?? key.replace('mod+', '⌘')}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="px-4 pb-5 text-12 text-fg-3 tablet:px-8">
        {t.rich('note', {
          key: (words) => <kbd>{words}</kbd>,
          account: (words) => (
            <Link className="link" href="/account#keyboard" onClick={onClose}>
              {words}
            </Link>
          ),
        })}
      </p>
    </Sheet>
  )
}
