import type { SaidIn } from '../language/said'
import { type AccountabilityWords, english } from './words'
import { german } from './words-de'

export function accountabilityWords(language: SaidIn): AccountabilityWords {
  return language === 'de' ? german : english
}
