import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'

/** One square per approval that is needed; the given ones are filled. */
export function Pips({ needed, given }: { needed: number; given: number }) {
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5">
      {Array.from({ length: Math.min(needed, 10) }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: squares are all alike
          key={at}
          className={clsx(
            'size-[7px] rounded-[1px]',
            at < given ? 'bg-ok forced-colors:bg-[CanvasText]' : 'ring-[1.5px] ring-fg-3 ring-inset',
          )}
        />
      ))}
    </span>
  )
}

/** "■□ 1/2" for a row, "■□ 1 of 2 approved" with words. */
export function QuorumCount({ needed, given, words = false }: { needed: number; given: number; words?: boolean }) {
  const t = useTranslations('words.quorum')
  return (
    <span
      className="inline-flex items-center gap-[5px] whitespace-nowrap text-12 text-fg-2"
      title={t('title', { given, needed })}
    >
      <Pips needed={needed} given={given} />
      {words ? (
        <span>{t.rich('words', { given, needed, b: (words) => <b className="font-medium text-fg">{words}</b> })}</span>
      ) : (
        <span>{t.rich('short', { given, needed, hidden: (words) => <span className="sr-only">{words}</span> })}</span>
      )}
    </span>
  )
}
