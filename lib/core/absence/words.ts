import type { SaidIn } from '../language/said'

/** What is wrong with a delegate, by what is told instead. */
export type AbsenceWords = {
  insteadBy: (delegate: string, other: string) => string
  notEligible: (delegate: string) => string
  awayToo: (delegate: string) => string
}

const WORDS: Readonly<Record<SaidIn, AbsenceWords>> = {
  en: {
    insteadBy: (delegate, other) => `${delegate} is away as well; ${other} stands in.`,
    notEligible: (delegate) => `${delegate} can decide nothing for your teams: the whole team is told.`,
    awayToo: (delegate) => `${delegate} is away as well: the whole team is told.`,
  },
  de: {
    insteadBy: (delegate, other) => `${delegate} ist ebenfalls abwesend; die Vertretung übernimmt ${other}.`,
    notEligible: (delegate) =>
      `${delegate} kann für Ihre Teams nichts entscheiden: Das ganze Team wird benachrichtigt.`,
    awayToo: (delegate) => `${delegate} ist ebenfalls abwesend: Das ganze Team wird benachrichtigt.`,
  },
}

export function absenceWords(language: SaidIn): AbsenceWords {
  return WORDS[language]
}
