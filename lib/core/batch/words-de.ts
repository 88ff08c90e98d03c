import type { BatchWords } from './words'

export const german: BatchWords = {
  alone: {
    opaque: 'kann niemandem gezeigt werden und kommt deshalb nie in einen Stapel',
    forbidden: 'darf nach ihrer Genehmigungsgrenze in keinen Stapel',
    asks: 'verlangt eine Bestätigung oder eine Antwort und wird deshalb für sich entschieden',
    level: 'braucht eine Stufe der Zustimmung, die nie im Stapel gegeben wird',
  },
  apart: {
    action: 'ist eine andere Aktion als die erste',
    boundary: 'wurde nach einer anderen Version der Genehmigungsgrenze beurteilt als die erste',
    level: 'braucht eine andere Stufe der Zustimmung als die erste',
  },
  thisOne: (words) => `Diese Anfrage ${words}.`,
  farAbove: (low, high) => `weit über den anderen: ${low} bis ${high}`,
  farBelow: (low, high) => `weit unter den anderen: ${low} bis ${high}`,
  mostHave: (most, all, usual) =>
    usual === '' ? `bei ${most} von ${all} steht nichts` : `bei ${most} von ${all} steht ${usual}`,
  hidden: 'enthält Zeichen, die man nicht sieht',
  different: (count) => `${count} verschiedene`,
  total: (sum, least, most) => `${sum} insgesamt, ${least} bis ${most}`,
}
