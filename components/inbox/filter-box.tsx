'use client'
import { Search, X } from 'lucide-react'
import type { RefObject } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { parseFilter, without } from './filter'

/** `agent: env: level: action:` and words. Complete tokens become chips; the last one is what is being typed. */
export function FilterBox({
  value,
  onChange,
  inputRef,
}: {
  value: string
  onChange: (value: string) => void
  inputRef: RefObject<HTMLInputElement | null>
}) {
  const ends = /\s$/.test(value) || value === ''
  const tokens = parseFilter(value)
  const typed = ends ? '' : (tokens.at(-1)?.raw ?? '')
  const done = ends ? tokens : tokens.slice(0, -1)
  const prefix = done.map((token) => token.raw).join(' ')
  const put = (text: string) => onChange(prefix === '' ? text.trimStart() : `${prefix} ${text}`)
  return (
    <div className="flex min-h-[34px] flex-1 items-center gap-1.5 rounded-md border border-field-line bg-sheet py-1 ps-2.5 pe-1.5 text-13 focus-within:border-ink focus-within:ring-1 focus-within:ring-ink">
      <Search className="size-4 flex-none text-fg-3" aria-hidden="true" />
      {done.map((token, at) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: the same token may stand twice
          key={`${token.raw}${at}`}
          type="button"
          onClick={() => onChange(without(value, token))}
          aria-label={`Remove ${token.raw}`}
          className="inline-flex h-6 flex-none items-center gap-1 rounded-sm bg-sunken ps-[7px] pe-1 font-mono text-12"
        >
          {token.field === 'text' ? (
            token.raw
          ) : (
            <>
              <span className="text-fg-3">{token.field}:</span>
              {token.value}
            </>
          )}
          <X className="size-3 text-fg-3" aria-hidden="true" />
        </button>
      ))}
      <input
        ref={inputRef}
        value={typed}
        onChange={(event) => put(event.target.value)}
        onKeyDown={(event) => {
          const last = done.at(-1)
          if (event.key === 'Backspace' && typed === '' && last) onChange(without(value, last))
          else if (event.key === 'Enter' && typed !== '') onChange(`${value} `)
          else if (event.key === 'Escape') event.currentTarget.blur()
        }}
        aria-label="Filter"
        placeholder={done.length === 0 ? 'agent: env: level: action: or words' : ''}
        className="min-w-24 flex-1 bg-transparent outline-none"
        data-testid="filter-box"
      />
      <Kbd>/</Kbd>
    </div>
  )
}
