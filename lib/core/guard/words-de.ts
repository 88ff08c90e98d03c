import type { GuardWords } from './words'

const seconds = (count: number) => (count === 1 ? '1 Sekunde' : `${count} Sekunden`)

export const german: GuardWords = {
  you: {
    rate: ({ approvals }, minutes) => `${approvals} Genehmigungen in ${minutes} Minuten.`,
    fast: ({ approvals, seconds: taken, floor }) =>
      `Die Hälfte der letzten ${approvals} Genehmigungen kam ${taken < 1 ? 'weniger als eine Sekunde' : `höchstens ${seconds(taken)}`} nach dem Öffnen; das Lesen dauert ${seconds(floor)}.`,
    streak: ({ inRow, minutes, unseen }) =>
      `${inRow} hintereinander genehmigt, in ${minutes} Min.${unseen ? '; keine davon mit früheren verglichen.' : ''}`,
    hour: (from, to) => `Bei Ihnen ist es zwischen ${from} und ${to} Uhr.`,
    shift: ({ hours }) => `Sie entscheiden seit mehr als ${hours} Stunden ohne eine Stunde Pause.`,
    hasty: ({ seconds: taken, floor }) =>
      `Sie haben das ${taken < 1 ? 'eben erst' : `vor ${taken === 1 ? '1 Sekunde' : `${taken} Sekunden`}`} geöffnet; das Lesen dauert ${seconds(floor)}.`,
  },
  breath: 'Atmen Sie einmal durch.',
  unusual: (label) => `Das auffällige Feld ist hier „${label}“.`,
  question: 'Bevor Sie genehmigen, gibt es eine Frage zu dieser Aktion.',
  othersApprove: (until) =>
    `${until === null ? 'Eine Weile' : `Bis ${until}`} genehmigen andere. Ablehnen können Sie weiterhin.`,
  became: {
    none: (who) => `${who} genehmigt wieder ohne zusätzliche Fragen.`,
    nudge: (who) => `${who} wird daran erinnert, vor dem Genehmigen zu lesen.`,
    check: (who) => `${who} beantwortet vor dem Genehmigen eine Frage zur Aktion.`,
    reroute: (who) => `An Stelle von ${who} genehmigen eine Weile andere; Ablehnen bleibt möglich.`,
    other: (who, from, to) => `Der Ermüdungsschutz von ${who} ging von ${from} auf ${to}.`,
  },
  asks: {
    resource: (kind) => `Welches Ziel betrifft die Aktion (${kind})?`,
    environment: 'Welche Umgebung ist betroffen?',
    title: 'Was wird angefragt?',
    code: 'Welchen Code trägt diese Anfrage?',
    param: (label) => `Was steht unter „${label}“?`,
  },
}
