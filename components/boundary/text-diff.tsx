'use client'
import { clsx } from 'clsx'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Fragment, type ReactNode, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import { Card } from './card'
import { type DiffHunk, type DiffLine, diffTexts, paired } from './diff-lines'
import { Segmented } from './segmented'

const LOOKS = ['unified', 'split'] as const

/** What changed in the text, a hunk for each rule; `below` stands under the rule that it is about. */
export function TextDiff({
  before,
  after,
  below,
  rest,
}: {
  before: string
  after: string
  below?: (rule: string) => ReactNode
  /** What is about no rule that is shown. */
  rest?: (shown: string[]) => ReactNode
}) {
  const t = useTranslations('boundary')
  const [look, setLook] = useQueryState('diff', parseAsStringLiteral(LOOKS).withDefault('unified'))
  const { hunks, added, removed } = useMemo(() => diffTexts(before, after), [before, after])
  return (
    <Card
      id="text"
      title={t('diff.title')}
      note={t('diff.note', { added, removed })}
      testId="text-diff"
      action={
        <span className="max-tablet:hidden">
          <Segmented
            label={t('diff.how')}
            value={look}
            onChange={(next) => void setLook(next)}
            items={[
              { value: 'unified', label: t('diff.unified') },
              { value: 'split', label: t('diff.split') },
            ]}
          />
        </span>
      }
    >
      {hunks.length === 0 ? <p className="px-5 py-3.5 text-fg-2 max-tablet:px-4">{t('diff.same')}</p> : null}
      <div className="pb-2">
        {hunks.map((hunk, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hunks of one text, in order
          <section key={at} aria-label={hunk.rule || t('diff.betweenLabel')}>
            <h3
              className={clsx(
                'border-line border-y bg-panel ps-[96px] font-normal text-12/[24px] text-fg-3 max-tablet:ps-[68px]',
                at === 0 && 'border-t-0',
              )}
            >
              <HunkName hunk={hunk} />
            </h3>
            {look === 'split' ? (
              <>
                <div className="max-tablet:hidden">
                  <SplitLines hunk={hunk} />
                </div>
                <div className="tablet:hidden">
                  <UnifiedLines hunk={hunk} />
                </div>
              </>
            ) : (
              <UnifiedLines hunk={hunk} />
            )}
            {hunk.rule && below ? below(hunk.rule) : null}
          </section>
        ))}
        {rest?.(hunks.map((hunk) => hunk.rule))}
      </div>
    </Card>
  )
}

function HunkName({ hunk }: { hunk: DiffHunk }) {
  const t = useTranslations('boundary')
  const rule = hunk.rule || t('diff.between')
  if (hunk.state === 'changed') return rule
  return hunk.state === 'new' ? t('diff.newRule', { rule }) : t('diff.removedRule', { rule })
}

const SIGN = { same: '', added: '+', removed: '−' }
const LOOK = { same: '', added: 'bg-ok-soft', removed: 'bg-sunken text-fg-2' }

function UnifiedLines({ hunk }: { hunk: DiffHunk }) {
  return hunk.lines.map((line, at) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: lines of one hunk, in order
      key={at}
      className={clsx(
        'grid grid-cols-[40px_36px_20px_minmax(0,1fr)] font-mono text-12/[20px] max-tablet:grid-cols-[26px_26px_16px_minmax(0,1fr)]',
        LOOK[line.kind],
      )}
    >
      <LineNumber>{line.before}</LineNumber>
      <LineNumber>{line.after}</LineNumber>
      <Sign line={line} />
      <Words line={line} />
    </div>
  ))
}

function SplitLines({ hunk }: { hunk: DiffHunk }) {
  return paired(hunk.lines).map((row, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows of one hunk, in order
    <div key={at} className="grid grid-cols-2 font-mono text-12/[20px]">
      {[row.before, row.after].map((line, side) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: left and right
          key={side}
          className={clsx(
            'grid grid-cols-[40px_20px_minmax(0,1fr)]',
            line ? LOOK[line.kind] : 'bg-page',
            side === 1 && 'border-line border-s',
          )}
        >
          {line ? (
            <Fragment>
              <LineNumber>{side === 0 ? line.before : line.after}</LineNumber>
              <Sign line={line} />
              <Words line={line} />
            </Fragment>
          ) : null}
        </div>
      ))}
    </div>
  ))
}

function LineNumber({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true" className="select-none pe-2.5 text-end text-fg-3 max-tablet:pe-1">
      {children}
    </span>
  )
}

function Sign({ line }: { line: DiffLine }) {
  const t = useTranslations('boundary')
  return (
    <span className={clsx('select-none text-center font-semibold', line.kind === 'added' && 'text-ok')}>
      <span aria-hidden="true">{SIGN[line.kind]}</span>
      <span className="sr-only">{line.kind === 'same' ? '' : `${t(`diff.${line.kind}`)} `}</span>
    </span>
  )
}

function Words({ line }: { line: DiffLine }) {
  return (
    <code className="whitespace-pre-wrap pe-3 text-12 [overflow-wrap:anywhere]">
      {line.words.map((word, at) => {
        const text = word.text || ' '
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of one line, in order
        if (!word.marked) return <HiddenText key={at}>{text}</HiddenText>
        return line.kind === 'added' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one line, in order
          <ins key={at} className="border-ok border-b-2 font-semibold no-underline">
            <HiddenText>{text}</HiddenText>
          </ins>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one line, in order
          <del key={at}>
            <HiddenText>{text}</HiddenText>
          </del>
        )
      })}
    </code>
  )
}
