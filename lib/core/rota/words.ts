import type { SaidIn } from '../language/said'
import type { Line } from './rota'

type Why = Extract<Line, { by: 'everybody' }>['why']

/** Why nobody in particular is on call; a holiday of its own name says that. */
const WORDS: Readonly<Record<SaidIn, Readonly<Record<Why, string>>>> = {
  en: { holiday: 'Holiday', not_begun: 'Not begun', nobody: 'Nobody in it is still there' },
  de: { holiday: 'Feiertag', not_begun: 'Noch nicht begonnen', nobody: 'Niemand darin ist noch da' },
}

/** Why it is nobody in particular; null where somebody is on call. */
export function noteOf(line: Line, language: SaidIn): string | null {
  if (line.by !== 'everybody') return null
  return (line.why === 'holiday' && line.title) || WORDS[language][line.why]
}
