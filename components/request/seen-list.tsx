'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import { useReadSeconds } from './reading-log'

/** Which sections were on the screen, and for how long this page has been read. Both are kept with the decision. */
export function SeenList({ seen, titles, digest }: { seen: ReadonlySet<number>; titles: string[]; digest: string }) {
  const t = useTranslations('request.seen')
  const seconds = useReadSeconds(digest)
  const count = titles.filter((_, at) => seen.has(at + 1)).length
  return (
    <section aria-label={t('label')} className="max-wide:hidden print:hidden">
      <div className="flex items-center justify-between">
        <h3 className="font-medium text-13">{t('count', { seen: count, all: titles.length })}</h3>
        <span className="text-12 text-fg-3">
          {t('reading', { time: `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}` })}
        </span>
      </div>
      <ol className="mt-2 columns-2 gap-x-3 text-12">
        {titles.map((title, at) => {
          const done = seen.has(at + 1)
          return (
            <li key={title} className="flex break-inside-avoid gap-1.5 whitespace-nowrap">
              <span className={clsx('w-3 leading-6', done ? 'text-ok' : 'text-fg-3')} aria-hidden="true">
                {done ? '✓' : at + 1}
              </span>
              <a href={`#s${at + 1}`} className={clsx('leading-6 hover:text-fg', done ? 'text-fg-3' : 'text-fg-2')}>
                {title}
                <span className="sr-only">{done ? t('seen') : t('notSeen')}</span>
              </a>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
