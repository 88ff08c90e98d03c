import { clsx } from 'clsx'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Presentation, TitlePart } from '@/lib/core/presentation/presentation'

/** "Refund" → "refund", but "DNS record" stays: an acronym is a name. */
export function lowerFirst(text: string): string {
  const [first = '', second = ''] = text
  return second !== '' && second === second.toUpperCase() && second !== second.toLowerCase()
    ? text
    : first.toLowerCase() + text.slice(1)
}

/** The action as a row says it: objects that machines name are mono. */
export function ActionTitle({ parts, className }: { parts: TitlePart[]; className?: string }) {
  return (
    <span className={clsx('[overflow-wrap:anywhere]', className)}>
      {parts.map((part, at) =>
        part.kind === 'code' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, in order
          <code key={at} className="tracking-[-0.04em]">
            <HiddenText>{part.text}</HiddenText>
          </code>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, in order
          <HiddenText key={at}>{part.text}</HiddenText>
        ),
      )}
    </span>
  )
}

/** "`billing-agent` wants to **refund €1,240.00** to **customer 8812**": verb, values and objects stand out. */
export function ActionSentence({ presentation }: { presentation: Presentation }) {
  return (
    <>
      <span className="font-medium font-mono text-[0.9em] tracking-[-0.05em]">{presentation.agent.slug}</span> wants to{' '}
      {presentation.title_parts.map((part, at) => (
        <SentencePart
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, in order
          key={at}
          part={at === 0 ? { ...part, text: lowerFirst(part.text) } : part}
          isFirst={at === 0}
          opaque={presentation.opaque}
        />
      ))}
    </>
  )
}

function SentencePart({ part, isFirst, opaque }: { part: TitlePart; isFirst: boolean; opaque: boolean }) {
  if (part.kind !== 'text') {
    return (
      <b className={clsx('[overflow-wrap:anywhere]', opaque ? 'font-medium font-mono text-[0.8em]' : 'font-semibold')}>
        <HiddenText>{part.text}</HiddenText>
      </b>
    )
  }
  if (!isFirst) return <HiddenText>{part.text}</HiddenText>
  const space = part.text.indexOf(' ')
  const verb = space < 0 ? part.text : part.text.slice(0, space)
  return (
    <>
      <b className="font-semibold">{verb}</b>
      {space < 0 ? null : <HiddenText>{part.text.slice(space)}</HiddenText>}
    </>
  )
}
