'use client'
import { useQuery } from '@tanstack/react-query'
import { GitFork } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { MatrixPage } from '@/lib/accountability/schema'
import { overlapsOptions } from '@/lib/machines/client'
import type { OverlapView } from '@/lib/machines/schema'

/** Runtimes that several workflows use: each thing that happens there is judged by one of them, and which one must be chosen. */
export function SharedRuntimes({ runtimes }: { runtimes: MatrixPage['shared_runtimes'] }) {
  const t = useTranslations('accountability')
  const { data } = useQuery(overlapsOptions())
  const open = data?.items.filter(({ owner }) => owner === null) ?? []
  if (runtimes.length === 0 && open.length === 0) return null
  return (
    <section aria-labelledby="shared-runtimes" className="mt-8 rounded-md border border-line bg-panel">
      <h2 id="shared-runtimes" className="border-line border-b px-4 py-2.5 text-14">
        {t('shared.title')} <span className="font-normal text-12 text-fg-3">{t('shared.note')}</span>
      </h2>
      {open.map((overlap) => (
        <Overlap key={`${overlap.runtime} ${overlap.action} ${overlap.pattern}`} overlap={overlap} />
      ))}
      {runtimes.length === 0 ? null : (
        <table className="w-full text-13 max-tablet:block">
          <caption className="sr-only">{t('shared.caption')}</caption>
          <thead className="text-12 text-fg-2 max-tablet:sr-only">
            <tr className="border-line border-b">
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="px-4 py-2 text-start font-normal">
                  {t(`shared.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line max-tablet:block">
            {runtimes.map((runtime) => (
              <Row
                key={runtime.slug}
                runtime={runtime}
                claimed={open.filter((overlap) => overlap.runtime === runtime.slug).length}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const COLUMNS = ['runtime', 'usedBy', 'managedBy', 'answers', 'state'] as const
const CELL = 'px-4 py-2 max-tablet:block max-tablet:py-0.5'

function Row({ runtime, claimed }: { runtime: MatrixPage['shared_runtimes'][number]; claimed: number }) {
  const t = useTranslations('accountability')
  return (
    <tr className="max-tablet:block max-tablet:py-2">
      <th scope="row" className={`${CELL} text-start font-normal`}>
        <span className="machine">{runtime.slug}</span>
      </th>
      <td className={`${CELL} text-fg-2`}>{runtime.used_by.map(({ title }) => title).join(', ')}</td>
      <td className={`${CELL} text-fg-2`}>{runtime.managed_by === 'us' ? t('shared.us') : runtime.managed_by}</td>
      <td className={runtime.owner === null ? `${CELL} text-danger` : CELL}>{runtime.owner ?? t('assign.nobody')}</td>
      <td className={claimed > 0 ? `${CELL} font-medium text-danger` : `${CELL} text-fg-2`}>
        {claimed > 0 ? t('shared.twice') : t('shared.noOverlap')}
      </td>
    </tr>
  )
}

function machine(name: ReactNode) {
  return <span className="machine">{name}</span>
}

/** Two workflows that claim the same thing: nothing that claims it is activated until one is chosen. */
function Overlap({ overlap }: { overlap: OverlapView }) {
  const t = useTranslations('accountability')
  return (
    <div className="m-4 grid gap-2 border border-danger/45 border-s-[3px] border-s-danger bg-sheet px-4 py-3 text-13">
      <p className="flex gap-2">
        <GitFork className="mt-px size-4 flex-none text-danger" aria-hidden="true" />
        <span>
          {t.rich('shared.same', {
            count: overlap.claims.length,
            runtime: overlap.runtime,
            b: (words) => <b>{words}</b>,
            machine,
          })}
          <span className="block text-fg-2">
            {t.rich('shared.claimOn', { action: overlap.action, pattern: overlap.pattern, machine })}
          </span>
        </span>
      </p>
      <ul className="ms-6 grid gap-1">
        {overlap.claims.map((claim) => (
          <li key={claim.workflow.slug}>
            <Link href={`/boundaries/${claim.workflow.slug}`} className="font-medium hover:underline">
              {claim.workflow.title}
            </Link>{' '}
            <span className="text-fg-2">{t.rich('shared.claims', { pattern: claim.pattern, machine })}</span>
          </li>
        ))}
      </ul>
      <p className="ms-6">
        <Link href="/agents?view=runtimes" className="link">
          {t('shared.choose')}
        </Link>
      </p>
    </div>
  )
}
