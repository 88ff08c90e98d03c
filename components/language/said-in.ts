import type { SaidIn } from '@/lib/core/language/said'
import { useLanguage } from './provider'

/** What core's own sentences are said in on this page; the pseudo-languages are catalogues of messages only. */
export function useSaidIn(): SaidIn {
  return useLanguage() === 'de' ? 'de' : 'en'
}
