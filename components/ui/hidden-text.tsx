import { useTranslations } from 'use-intl'
import { revealHidden } from '@/lib/core/text/hidden'

const TOKEN = /(⟦U\+[0-9A-F]{4,6}(?: ×\d+)?⟧)/

/**
 * Text as text, with every character that a reader would miss drawn as a visible token: ⟦U+202E⟧. Isolated, so that
 * no direction it carries leaks into what stands beside it.
 */
export function HiddenText({ children }: { children: string }) {
  const { parts } = revealHidden(children)
  return (
    <bdi className="[overflow-wrap:anywhere]">
      {parts.map((part, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one value, in order
        if ('text' in part) return <Plain key={at} text={part.text} />
        const { label, name, repeat } = part.hidden
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one value, in order
        return <Token key={at} text={repeat > 1 ? `⟦${label} ×${repeat}⟧` : `⟦${label}⟧`} name={name} />
      })}
    </bdi>
  )
}

/** A value that the server has already made visible carries its tokens as text; they are drawn the same. */
function Plain({ text }: { text: string }) {
  if (!text.includes('⟦U+')) return text
  return text.split(TOKEN).map((piece, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one value, in order
    TOKEN.test(piece) ? <Token key={at} text={piece} /> : piece,
  )
}

function Token({ text, name }: { text: string; name?: string }) {
  const t = useTranslations('ui')
  return (
    <span
      title={name ?? t('hidden')}
      data-testid="hidden-token"
      className="mx-px inline-block whitespace-nowrap rounded-[3px] bg-danger-soft px-[3px] font-mono font-semibold text-[0.9em] text-danger ring-1 ring-danger/40 ring-inset"
    >
      {text}
    </span>
  )
}
