import { Search } from 'lucide-react'

/** Narrows a list by words; the words live in the URL. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (q: string) => void
}) {
  return (
    <label className="flex min-h-[34px] min-w-56 flex-1 items-center gap-2 rounded-md border border-field-line bg-sheet px-2.5 text-13 focus-within:border-ink focus-within:ring-1 focus-within:ring-ink">
      <Search className="size-4 flex-none text-fg-3" aria-hidden="true" />
      <span className="sr-only">{label}</span>
      <input
        className="min-w-0 flex-1 bg-transparent outline-none"
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
