import type { SaidIn } from '../language/said'
import { type BatchWords, english } from './words'
import { german } from './words-de'

export const batchWords: { readonly [language in SaidIn]: BatchWords } = { en: english, de: german }
