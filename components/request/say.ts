'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { type Format, useFormat } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'

/** What a helper needs to write a sentence of this area. */
export type Say = { t: Translate<'request'>; format: Format }

export function useSay(): Say {
  const t = useTranslations('request')
  const format = useFormat()
  return useMemo(() => ({ t, format }), [t, format])
}
