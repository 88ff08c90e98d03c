'use client'
import { clsx } from 'clsx'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useTranslations } from 'use-intl'

export type Choosable = { id: string; label: string; note?: string }

/** What a picker of people, teams and the like is told by whoever uses it. */
export type PickerProps = {
  label?: ReactNode
  hint?: ReactNode
  value: Choosable | null
  onChange: (value: Choosable | null) => void
  /** Ids that are not offered. */
  without?: readonly string[]
  className?: string
  testId?: string
}

/**
 * A text field that offers what matches and ends with one of it, by its id: what is typed is never taken for a name. Arrow
 * keys move, Enter chooses, Esc closes; a screen reader hears it as a combobox with a list.
 */
export function Picker({
  label,
  hint,
  placeholder,
  items: matching,
  words,
  onWords,
  value,
  onChange,
  without = [],
  className,
  testId,
}: PickerProps & {
  placeholder?: string
  /** What matches the words, best first. */
  items: readonly Choosable[]
  words: string
  onWords: (words: string) => void
}) {
  const t = useTranslations('people')
  const items = matching.filter(({ id }) => !without.includes(id))
  const id = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const shown = open && value === null ? items : []
  const current = shown[Math.min(at, shown.length - 1)]

  function choose(item: Choosable) {
    onChange(item)
    onWords('')
    setOpen(false)
  }

  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((now) => (items.length === 0 ? 0 : (now + step + items.length) % items.length))
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      choose(current)
    } else if (event.key === 'Escape' && shown.length > 0) {
      event.stopPropagation()
      setOpen(false)
    }
  }

  return (
    <div className={clsx('relative grid', className)}>
      <label htmlFor={id} className="font-medium text-13">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="mb-1.5 text-12 text-fg-3">
          {hint}
        </p>
      ) : (
        <span className="h-1" />
      )}
      <input
        id={id}
        data-testid={testId}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current ? `${id}-${current.id}` : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        autoComplete="off"
        placeholder={placeholder}
        className="field min-h-9 px-2.5 py-[7px]"
        value={value?.label ?? words}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
        onChange={(event) => {
          // Typing into what was chosen begins anew.
          if (value) onChange(null)
          onWords(event.target.value)
          setAt(0)
          setOpen(true)
        }}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={typeof label === 'string' ? label : t('choices')}
        className={clsx(
          'absolute inset-x-0 top-full z-30 mt-1 max-h-60 overflow-y-auto rounded-md border border-line-strong bg-sheet py-1 text-13 shadow-paper',
          shown.length === 0 && 'hidden',
        )}
      >
        {shown.map((item) => (
          <div
            key={item.id}
            id={`${id}-${item.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={item === current}
            // Before the field loses focus, which would close the list.
            onMouseDown={(event) => {
              event.preventDefault()
              choose(item)
            }}
            className="cursor-pointer px-2.5 py-1.5 hover:bg-sunken aria-selected:bg-ink-soft"
          >
            {item.label}
            {item.note ? <span className="ms-2 text-12 text-fg-3">{item.note}</span> : null}
          </div>
        ))}
      </div>
    </div>
  )
}
