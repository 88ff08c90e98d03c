import { clsx } from 'clsx'
import { HiddenText } from './hidden-text'

/** Text as the machine has it: mono, wrapped, with hidden characters shown. It scrolls, so it takes the focus. */
export function CodeBlock({
  label,
  children,
  className,
  testId,
}: {
  label: string
  children: string
  className?: string
  testId?: string
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      data-testid={testId}
      className={clsx('overflow-auto rounded-paper border border-line bg-sunken px-3 py-2.5', className)}
    >
      <pre className="whitespace-pre-wrap text-12/[18px] [overflow-wrap:anywhere]">
        <HiddenText>{children}</HiddenText>
      </pre>
    </section>
  )
}
