import { clsx } from 'clsx'
import { HiddenText } from '@/components/ui/hidden-text'
import { Strip } from '@/components/ui/strip'
import type { PresentedParam } from '@/lib/core/presentation/presentation'
import { revealHidden } from '@/lib/core/text/hidden'
import type { Reading } from './reading'
import { Term, Wire } from './term'

const FOLDED_CHARS = 120
/** Prose is not repeated on the right: its length stands there, and the raw text has every byte. */
const WORDY_CHARS = 56

/** One parameter: its label, what it means, and the bytes that the executor gets. */
export function ParamTerm({ param, compact, reading }: { param: PresentedParam; compact: boolean; reading: Reading }) {
  const name = nameOf(param.pointer)
  const money = /money|amount|currency/.test(param.format)
  const wordy = param.exact.length > WORDY_CHARS
  const opened = !param.long || reading.expanded.includes(param.pointer)
  return (
    <Term
      label={param.label}
      compact={compact}
      wire={
        param.long || (wordy && param.format === 'text') ? (
          <Wire name={name} value={characters(param.length)} />
        ) : (
          <Wire name={name} value={<HiddenText>{param.exact}</HiddenText>} spaced />
        )
      }
      strip={param.hidden > 0 || param.warnings.length > 0 ? <Warnings param={param} compact={compact} /> : null}
    >
      {param.long && !opened ? (
        <>
          <HiddenText>{`${[...param.shown].slice(0, FOLDED_CHARS).join('')}…`}</HiddenText>{' '}
          <button
            type="button"
            className="link min-h-6 whitespace-nowrap"
            onClick={() => reading.open(param.pointer)}
            data-testid={`open-${name}`}
          >
            {characters(param.length)}
          </button>
        </>
      ) : (
        <span
          className={clsx(
            'whitespace-pre-wrap',
            money && !compact && 'font-semibold text-20/6 tracking-[-0.015em]',
            money && compact && 'font-semibold',
            param.hidden > 0 && !wordy && 'font-mono text-[0.93em]',
            param.long && 'block max-h-80 max-w-[58ch] overflow-y-auto',
          )}
        >
          <HiddenText>{param.shown}</HiddenText>
        </span>
      )}
      {param.long && opened ? (
        <span className="mt-px block text-12 text-fg-3">{characters(param.length)}, shown in full</span>
      ) : null}
    </Term>
  )
}

function Warnings({ param, compact }: { param: PresentedParam; compact: boolean }) {
  const tone = compact ? 'px-2 py-1 text-12' : ''
  return (
    <div className="grid gap-1">
      {param.hidden > 0 ? (
        <Strip tone="danger" className={tone} testId="hidden-strip">
          {param.hidden === 1
            ? 'This value contains 1 character you cannot see. It is'
            : `This value contains ${param.hidden} characters you cannot see. They are`}{' '}
          shown as <span className="font-mono">{tokens(param.shown)}</span>.
        </Strip>
      ) : null}
      {param.warnings.map((warning) => (
        <Strip key={warning} tone="warn" className={tone}>
          <HiddenText>{warning}</HiddenText>
        </Strip>
      ))}
    </div>
  )
}

/** The distinct tokens of a value: "⟦U+202E⟧, ⟦U+200B⟧". */
function tokens(shown: string): string {
  const found = new Set<string>(shown.match(/⟦U\+[0-9A-F]{4,6}⟧/g) ?? [])
  for (const part of revealHidden(shown).parts) if ('hidden' in part) found.add(`⟦${part.hidden.label}⟧`)
  return [...found].slice(0, 6).join(', ')
}

function nameOf(pointer: string): string {
  return pointer.replace(/^\/(params\/)?/, '').replaceAll('/', '.')
}

function characters(length: number): string {
  return length === 1 ? '1 character' : `${length.toLocaleString('en-GB')} characters`
}
