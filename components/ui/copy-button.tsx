'use client'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { announce } from './live-region'

/** Copies one text and says so in its own label; the clipboard gets exactly `value`. */
export function CopyButton({
  value,
  children,
  className,
}: {
  value: string
  children?: ReactNode
  className?: string
}) {
  const t = useTranslations('ui.copy')
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      announce(t('copied'))
      setTimeout(() => setCopied(false), 1_500)
    } catch {
      announce(t('refused'))
    }
  }
  return (
    <button type="button" onClick={copy} className={className ?? 'link min-h-6 text-12'}>
      {copied ? t('copied') : (children ?? t('copy'))}
    </button>
  )
}
