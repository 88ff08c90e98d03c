/** Cedar to read: numbered lines that wrap. It scrolls on small screens, so it takes the focus. */
export function CedarText({ text, label }: { text: string; label: string }) {
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className="overflow-x-auto py-2.5">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, in order
        <div key={at} className="grid grid-cols-[44px_minmax(0,1fr)]">
          <span aria-hidden="true" className="select-none pe-3.5 text-end font-mono text-12/[20px] text-fg-3">
            {at + 1}
          </span>
          <code className="whitespace-pre-wrap pe-3 text-12/[20px] [overflow-wrap:anywhere]">{line || ' '}</code>
        </div>
      ))}
    </section>
  )
}
