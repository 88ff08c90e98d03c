import type { MatrixPage } from '@/lib/accountability/schema'

/** Runtimes that several workflows use: each thing that happens there is judged by one of them. */
export function SharedRuntimes({ runtimes }: { runtimes: MatrixPage['shared_runtimes'] }) {
  if (runtimes.length === 0) return null
  return (
    <section aria-labelledby="shared-runtimes" className="mt-8 rounded-md border border-line bg-panel">
      <h2 id="shared-runtimes" className="border-line border-b px-4 py-2.5 text-14">
        Shared runtimes <span className="font-normal text-12 text-fg-3">used by more than one workflow</span>
      </h2>
      <ul className="divide-y divide-line text-13">
        {runtimes.map((runtime) => (
          <li
            key={runtime.slug}
            className="grid gap-x-4 gap-y-0.5 px-4 py-2 tablet:grid-cols-[180px_minmax(0,1fr)_160px_180px]"
          >
            <a href={`/agents?tab=runtimes&q=${runtime.slug}`} className="machine hover:underline">
              {runtime.slug}
            </a>
            <span className="text-fg-2">{runtime.used_by.map(({ title }) => title).join(', ')}</span>
            <span className="text-fg-2">
              {runtime.managed_by === 'us' ? 'run by us' : `run by ${runtime.managed_by}`}
            </span>
            <span className={runtime.owner === null ? 'text-danger' : ''}>
              {runtime.owner === null ? 'nobody answers for it' : runtime.owner}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
