import type { MessageWords } from './words'

export const german: MessageWords = {
  withheld: '[steht in Countersign]',
  instead: { title: 'eine Aktion', reason: 'die Begründung steht in Countersign' },
  ended: {
    approved: (code) => `${code} wurde genehmigt. Es gibt nichts mehr zu entscheiden.`,
    denied: (code) => `${code} wurde abgelehnt. Es gibt nichts mehr zu entscheiden.`,
    expired: (code) => `${code} ist abgelaufen. Nichts wurde freigegeben.`,
    cancelled: (code) => `${code} wurde zurückgezogen. Es gibt nichts mehr zu entscheiden.`,
    taken_back: (code) => `Die Genehmigung von ${code} wurde zurückgenommen. Nichts wurde freigegeben.`,
  },
  outcome: {
    approved: ({ agent, code }) => `Was ${agent} angefragt hat (${code}), wurde genehmigt.`,
    denied: ({ agent, code }) => `Was ${agent} angefragt hat (${code}), wurde abgelehnt.`,
    expired: ({ agent, code }) =>
      `Niemand hat rechtzeitig über das entschieden, was ${agent} angefragt hat (${code}). Nichts wurde freigegeben.`,
    cancelled: ({ agent, code }) => `Was ${agent} angefragt hat (${code}), wurde zurückgezogen.`,
    taken_back: ({ agent, code }) =>
      `Die Genehmigung dessen, was ${agent} angefragt hat (${code}), wurde zurückgenommen. Nichts wurde freigegeben.`,
  },
  outcomeWord: {
    approved: 'Genehmigt',
    denied: 'Abgelehnt',
    expired: 'Abgelaufen',
    cancelled: 'Zurückgezogen',
    taken_back: 'Zurückgenommen',
  },
  mail: {
    foot: 'Aus dieser Nachricht heraus lässt sich nichts entscheiden. Countersign fragt nie nach einem Passwort oder einem Code.',
    again: (subject) => `Erinnerung: ${subject}`,
    until: (subject, time) => `${subject}, bis ${time}`,
    asks: (agent) => `${agent} bittet um Ihre Zustimmung.`,
    asksAgain: (agent) => `${agent} bittet um Ihre Zustimmung und wartet noch.`,
    rows: {
      action: 'Aktion',
      agent: 'Agent',
      workflow: 'Workflow',
      level: 'Stufe',
      until: 'Entscheiden bis',
      code: 'Code',
    },
    links: {
      review: 'Prüfen',
      see: 'Ansehen',
      inbox: 'Eingang öffnen',
      open: 'Öffnen',
      channels: 'Kanäle',
    },
    collected: {
      subject: (count) => (count === 1 ? 'Eine Anfrage wartet auf Sie' : `${count} Anfragen warten auf Sie`),
      lead: 'Diese Anfragen warten auf Sie. Keine davon braucht einen Passkey.',
      item: (sentence, moment) => `${sentence}, bis ${moment}`,
    },
    test: {
      subject: 'Testnachricht von Countersign',
      lead: (by) => `${by} hat dies gesendet, um zu sehen, ob es ankommt. Nachrichten zu Anfragen erreichen Sie hier.`,
    },
  },
  chat: {
    open: 'In Countersign öffnen',
    again: (text) => `Wartet noch: ${text}`,
    until: (moment) => `Entscheiden bis ${moment}`,
    collected: (count) => `${count} Anfragen warten.`,
    test: (by) => `${by} hat dies gesendet, um zu sehen, ob es ankommt.`,
  },
  push: {
    collected: (count) => `${count} Anfragen warten auf Sie.`,
    test: 'Nachrichten zu Anfragen erreichen Sie hier.',
  },
  list: {
    collected: (count) => `${count} Anfragen, gesammelt`,
    test: 'Testnachricht',
    notice: 'Mitteilung',
    request: 'Eine Anfrage',
    chat: 'ein Chat',
  },
}
