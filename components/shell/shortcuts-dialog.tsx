'use client'
import Link from 'next/link'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { CommandKey } from '@/components/ui/command-key'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import { useAllShortcuts } from './shortcuts'

const NAMES: Record<string, string> = {
  Enter: '⏎',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** Every key of this page, grouped. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.keys')
  const all = useAllShortcuts()
  // The first thing to press is below the keys: where focus went there, they would be scrolled away.
  const list = useRef<HTMLDivElement>(null)
  const seen = new Set<string>()
  const groups = new Map<string, { keys: string; label: string }[]>()
  for (const { keys, label, group } of all) {
    if (seen.has(keys)) continue
    seen.add(keys)
    groups.set(group, [...(groups.get(group) ?? []), { keys, label }])
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('title')}
      width="md"
      rule={false}
      testId="shortcuts-dialog"
      initialFocus={list}
    >
      <div ref={list} tabIndex={-1} className="gap-x-8 px-4 pb-1 outline-none tablet:columns-2 tablet:px-8">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-12 text-fg-3">{group}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div
                  key={keys}
                  className="flex min-h-8 items-center justify-between gap-4 border-line border-b text-13"
                >
                  <dt>{label}</dt>
                  <dd className="flex gap-1">
                    {keys.split(' ').map((key) => (
                      <Kbd key={key} className="max-tablet:inline-flex">
                        {key.startsWith('mod+') ? (
                          <CommandKey letter={key.slice(4).toUpperCase()} />
                        ) : (
                          (NAMES[key] ?? key)
                        )}
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
          key: (words) => <Kbd className="max-tablet:inline-flex">{words}</Kbd>,
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
