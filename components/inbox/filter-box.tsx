'use client'
import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Kbd } from '@/components/ui/kbd'
import { parseQuery, QUERY_CHARS, withoutToken } from '@/lib/core/inbox/query'
import type { SplitsPage } from '@/lib/inbox/schema-splits'
import { editingToken, FilterChip } from './filter-chip'
import { faultSentence } from './filter-fault'
import { suggestionsFor } from './suggest'

/** The query as chips and a line to type in. Finished parts become chips; the last one is what is being typed. */
export function FilterBox({
  value,
  onChange,
  inputRef,
  known,
  placeholder,
}: {
  value: string
  onChange: (value: string) => void
  inputRef: RefObject<HTMLInputElement | null>
  known: SplitsPage['known'] | undefined
  placeholder?: string
}) {
  const t = useTranslations('inbox.filter')
  const inbox = useTranslations('inbox')
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const tokens = parseQuery(value)
  const last = tokens.at(-1)
  const finished = last === undefined || last.end < value.length
  const typed = finished ? '' : last.raw
  const done = finished ? tokens : tokens.slice(0, -1)
  const prefix = done.map((token) => token.raw).join(' ')
  // Of what is finished: what is still being typed is not wrong yet.
  const fault = done.find((token) => token.fault !== null)?.fault
  const offered = active ? suggestionsFor(typed, known) : []
  const open = offered.length > 0
  const put = (text: string) => {
    setChosen(-1)
    onChange((prefix === '' ? text.trimStart() : `${prefix} ${text}`).slice(0, QUERY_CHARS))
  }
  const chips = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])]
  // A field is begun and typed on; a value is finished.
  const take = (text: string) => {
    put(/[:<>]$/.test(text) ? text : `${text} `)
    inputRef.current?.focus()
  }
  const remove = (nth: number) => {
    const rest = withoutToken(value, nth)
    onChange(rest !== '' && finished ? `${rest} ` : rest)
    inputRef.current?.focus()
  }
  const edit = (nth: number, raw: string) => {
    onChange(editingToken(value, nth, raw))
    inputRef.current?.focus()
  }

  function onChipKey(event: KeyboardEvent, nth: number): void {
    const all = chips()
    if (event.key === 'Delete' || event.key === 'Backspace') remove(nth)
    else if (event.key === 'ArrowLeft') all[Math.max(nth - 1, 0)]?.focus()
    else if (event.key === 'ArrowRight') (all[nth + 1] ?? inputRef.current)?.focus()
    else if (event.key === 'Escape') inputRef.current?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function onInputKey(event: KeyboardEvent<HTMLInputElement>): void {
    const atStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0
    const picked = offered[chosen]
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      // From the last one back to none, and the other way round.
      const places = offered.length + 1
      const step = event.key === 'ArrowDown' ? 1 : -1
      setChosen((now) => ((now + 1 + step + places) % places) - 1)
    } else if (picked && (event.key === 'Enter' || event.key === 'Tab')) take(picked.text)
    else if (event.key === 'Enter' && typed !== '') put(`${typed} `)
    else if ((event.key === 'ArrowLeft' || event.key === 'Backspace') && atStart && done.length > 0)
      chips().at(-1)?.focus()
    else if (event.key === 'Escape') {
      if (chosen >= 0) setChosen(-1)
      else event.currentTarget.blur()
    } else return
    event.preventDefault()
  }

  return (
    <div ref={box} className="relative min-w-0 flex-1">
      <div className="flex min-h-[34px] flex-wrap items-center gap-1.5 rounded-md border border-field-line bg-sheet py-1 ps-2.5 pe-1.5 text-13 focus-within:border-ink focus-within:ring-1 focus-within:ring-ink">
        <Search className="size-4 flex-none text-fg-3" aria-hidden="true" />
        {done.map((token, nth) => (
          <FilterChip
            // biome-ignore lint/suspicious/noArrayIndexKey: the same part may stand twice
            key={`${token.raw}${nth}`}
            token={token}
            onEdit={() => edit(nth, token.raw)}
            onRemove={() => remove(nth)}
            onKeyDown={(event) => onChipKey(event, nth)}
          />
        ))}
        <input
          ref={inputRef}
          value={typed}
          onChange={(event) => put(event.target.value)}
          onKeyDown={onInputKey}
          onFocus={() => setActive(true)}
          onBlur={() => {
            setActive(false)
            setChosen(-1)
          }}
          role="combobox"
          aria-label={t('label')}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open && chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={done.length === 0 ? (placeholder ?? t('placeholder')) : ''}
          className="min-w-24 flex-1 bg-transparent outline-none"
          data-testid="filter-box"
        />
        {fault ? (
          <span
            role="status"
            className="min-w-0 truncate text-12 text-danger max-desk:hidden"
            data-testid="filter-fault"
          >
            {faultSentence(inbox, fault)}
          </span>
        ) : null}
        <Kbd>/</Kbd>
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('offers')}
        className={clsx(
          'absolute start-0 top-full z-30 mt-1 w-[min(420px,100%)] rounded-md border border-line-strong bg-sheet py-1 shadow-paper',
          !open && 'hidden',
        )}
      >
        {offered.map((suggestion, at) => (
          <div
            key={suggestion.text}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            tabIndex={-1}
            // Before the input loses the focus, and with it the list.
            onPointerDown={(event) => {
              event.preventDefault()
              take(suggestion.text)
            }}
            className="flex min-h-7 cursor-pointer items-center gap-4 px-2.5 text-12 hover:bg-sunken aria-selected:bg-ink-soft"
          >
            <span className="font-mono">{suggestion.text}</span>
            <span className="ms-auto truncate text-fg-3">{suggestion.hint}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
