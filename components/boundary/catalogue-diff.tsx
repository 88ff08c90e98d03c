import { clsx } from 'clsx'
import { diffLines } from 'diff'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { Card } from './card'

type Part = { name: string; before: string | null; after: string | null }

/** What changed in the catalogue, part by part; parts that stayed are not shown. */
export function CatalogueDiff({ before, after }: { before: CatalogueJson | null; after: CatalogueJson }) {
  const parts = partsOf(before, after).filter((part) => part.before !== part.after)
  return (
    <Card
      title="Catalogue"
      note={parts.length === 0 ? 'the same' : `${parts.length} ${parts.length === 1 ? 'part' : 'parts'} changed`}
    >
      {parts.length === 0 ? null : (
        <ul className="px-5 py-2 max-tablet:px-4">
          {parts.map((part) => (
            <li key={part.name} className="border-line border-b py-1.5 text-13 last:border-b-0">
              <details>
                <summary className="min-h-6">
                  <span className="machine">{part.name}</span>{' '}
                  <span className="text-fg-3">
                    {part.before === null ? 'new' : part.after === null ? 'removed' : 'changed'}
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

function partsOf(before: CatalogueJson | null, after: CatalogueJson): Part[] {
  const flat = (catalogue: CatalogueJson | null) =>
    new Map<string, string>(
      catalogue === null
        ? []
        : [
            ...catalogue.action_types.map((type) => [`action ${type.name}`, said(type)] as const),
            ...catalogue.resources.map((resource) => [`resource ${resource.pattern}`, said(resource)] as const),
            ['agents', said(catalogue.agents)],
            ['executors', said(catalogue.executors)],
            ['runtimes', said(catalogue.runtimes)],
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
