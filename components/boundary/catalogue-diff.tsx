import { clsx } from 'clsx'
import { diffLines } from 'diff'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { Card } from './card'

type Part = { name: string; before: string | null; after: string | null }

/** What changed in the catalogue, part by part; parts that stayed are not shown. */
export function CatalogueDiff({ before, after }: { before: CatalogueJson | null; after: CatalogueJson }) {
  const t = useTranslations('boundary')
  const parts = partsOf(t, before, after).filter((part) => part.before !== part.after)
  return (
    <Card
      title={t('catalogue.title')}
      note={parts.length === 0 ? t('catalogue.diff.same') : t('catalogue.diff.changedParts', { count: parts.length })}
    >
      {parts.length === 0 ? null : (
        <ul className="px-5 py-2 max-tablet:px-4">
          {parts.map((part) => (
            <li key={part.name} className="border-line border-b py-1.5 text-13 last:border-b-0">
              <details>
                <summary className="min-h-6">
                  <span className="machine">{part.name}</span>{' '}
                  <span className="text-fg-3">
                    {part.before === null
                      ? t('catalogue.diff.new')
                      : part.after === null
                        ? t('catalogue.diff.removed')
                        : t('catalogue.diff.changed')}
                  </span>
                </summary>
                <pre className="mt-1 overflow-x-auto text-12/[18px]">
                  {diffLines(part.before ?? '', part.after ?? '').map((run, at) => (
                    <span
                      // biome-ignore lint/suspicious/noArrayIndexKey: runs of one difference, in order
                      key={at}
                      className={clsx(
                        'block whitespace-pre-wrap [overflow-wrap:anywhere]',
                        run.added && 'bg-ok-soft',
                        run.removed && 'bg-sunken text-fg-2 line-through',
                        !run.added && !run.removed && 'text-fg-3',
                      )}
                    >
                      {run.value
                        .replace(/\n$/, '')
                        .split('\n')
                        .map((line) => `${run.added ? '+' : run.removed ? '−' : ' '} ${line}`)
                        .join('\n')}
                    </span>
                  ))}
                </pre>
              </details>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function partsOf(t: Translate<'boundary'>, before: CatalogueJson | null, after: CatalogueJson): Part[] {
  const flat = (catalogue: CatalogueJson | null) =>
    new Map<string, string>(
      catalogue === null
        ? []
        : [
            ...catalogue.action_types.map(
              (type) => [t('catalogue.diff.action', { name: type.name }), said(type)] as const,
            ),
            ...catalogue.resources.map(
              (resource) => [t('catalogue.diff.resource', { name: resource.pattern }), said(resource)] as const,
            ),
            [t('catalogue.diff.agents'), said(catalogue.agents)],
            [t('catalogue.diff.executors'), said(catalogue.executors)],
            [t('catalogue.diff.runtimes'), said(catalogue.runtimes)],
          ],
    )
  const old = flat(before)
  const now = flat(after)
  return [...new Set([...now.keys(), ...old.keys()])].map((name) => ({
    name,
    before: old.get(name) ?? null,
    after: now.get(name) ?? null,
  }))
}

function said(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
