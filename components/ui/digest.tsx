/** A digest in groups of four, so that two people can read it to each other. `short` keeps both ends. */
export function Digest({ value, short = false }: { value: string; short?: boolean }) {
  const groups = value.match(/.{1,4}/g) ?? []
  const shown = short && groups.length > 6 ? [...groups.slice(0, 3), '…', ...groups.slice(-3)] : groups
  return (
    <code title={value} className="text-12 text-fg-2 tracking-[-0.02em] [overflow-wrap:anywhere]">
      {shown.join(' ')}
    </code>
  )
}
