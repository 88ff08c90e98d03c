import { MessageSquareQuote } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import { HiddenText } from '@/components/ui/hidden-text'
import { blastRadius, type Reach } from '@/lib/core/presentation/blast'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { FactRow } from './facts'

/** How far it reaches: counted things first, each with its source; then what the registries say; then what is only claimed. */
export function Blast({ presentation }: { presentation: Presentation }) {
  const t = useTranslations('request')
  const { reach, claimed } = blastRadius(presentation)
  return (
    <>
      <ul className="grid grid-cols-2 gap-y-3 tablet:flex tablet:flex-wrap" data-testid="blast">
        {reach.map((one, at) => (
          <li
            key={`${one.what}${one.label}`}
            className={
              at === 0
                ? 'grid min-w-0 content-start pe-4'
                : 'grid min-w-0 content-start border-line border-s px-4 max-tablet:[&:nth-child(odd)]:border-s-0 max-tablet:[&:nth-child(odd)]:ps-0'
            }
          >
            <b className="font-medium text-20/[26px] tracking-[-0.02em] [overflow-wrap:anywhere]">
              <HiddenText>{one.figure}</HiddenText>
            </b>
            <span className="text-13">{wordOf(t, one)}</span>
            <span className="max-w-44 text-12 text-fg-3 [overflow-wrap:anywhere]">
              {one.detail === '' ? null : (
                <>
                  <HiddenText>{one.detail}</HiddenText> ·{' '}
                </>
              )}
              {t(`blast.source.${one.source}`)}
            </span>
          </li>
        ))}
      </ul>
      <dl>
        {presentation.risk.map((fact) => (
          <FactRow key={`${fact.key}${fact.label}`} fact={fact} quiet />
        ))}
      </dl>
      {claimed.length === 0 ? null : (
        <p className="claim rounded-paper px-3 py-2 text-13" data-testid="claimed-numbers">
          <span className="inline-flex items-center gap-[5px] text-12 text-fg-2">
            <MessageSquareQuote className="size-3.5" aria-hidden="true" />
            {t('blast.claimed')}
          </span>{' '}
          {claimed.map(({ label, value }, at) => (
            <span key={label}>
              {at === 0 ? '' : ', '}
              <HiddenText>{label}</HiddenText> <HiddenText>{value}</HiddenText>
            </span>
          ))}
        </p>
      )}
    </>
  )
}

/** "−40 Rows at most · ~1 change", for a folded section. */
export function blastSummary(t: Translate<'request'>, presentation: Presentation): string {
  return blastRadius(presentation)
    .reach.map((one) => `${one.figure} ${wordOf(t, one)}`)
    .join(' · ')
}

function wordOf(t: Translate<'request'>, { what, count, label }: Reach): string {
  return what === 'param' ? label : t(`blast.word.${what}`, { count })
}
