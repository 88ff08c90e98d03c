'use client'
import { type ReactNode, useState } from 'react'
import { announce } from './live-region'

/** Copies one text and says so in its own label; the clipboard gets exactly `value`. */
export function CopyButton({
  value,
  children = 'Copy',
  className,
}: {
  value: string
  children?: ReactNode
  className?: string
}) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      announce('Copied')
      setTimeout(() => setCopied(false), 1_500)
    } catch {
      announce('The browser did not allow copying')
    }
  }
  return (
    <button type="button" onClick={copy} className={className ?? 'link min-h-6 text-12'}>
      {copied ? 'Copied' : children}
    </button>
  )
}
