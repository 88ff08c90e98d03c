'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { TextArea } from '@/components/ui/field'
import type { Json } from '@/lib/core/canonical/json'

/** A JSON value as text. What is typed stays; only what can be read goes on. */
export function JsonField({
  label,
  hint,
  value,
  rows,
  error,
  disabled,
  onChange,
}: {
  label: string
  hint?: string
  value: Json
  rows: number
  error?: string | undefined
  disabled: boolean
  onChange: (value: Json) => void
}) {
  const t = useTranslations('boundary')
  const [text, setText] = useState(() => JSON.stringify(value, null, 2))
  const [unreadable, setUnreadable] = useState(false)
  return (
    <TextArea
      label={label}
      hint={hint}
      rows={rows}
      spellCheck={false}
      value={text}
      disabled={disabled}
      error={unreadable ? t('json.unreadable') : error}
      className="[&_textarea]:font-mono [&_textarea]:text-12!"
      onChange={(event) => {
        setText(event.target.value)
        try {
          onChange(JSON.parse(event.target.value))
          setUnreadable(false)
        } catch {
          setUnreadable(true)
        }
      }}
    />
  )
}

/** An object of JSON, or null when a value is something else. */
export function jsonObject(value: Json): { [name: string]: Json } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}
