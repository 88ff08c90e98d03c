import type { SaidIn } from '../language/said'
import { english, type MessageWords } from './words'
import { german } from './words-de'

export function messageWords(language: SaidIn): MessageWords {
  return language === 'de' ? german : english
}
