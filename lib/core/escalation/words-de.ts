import { FOLLOWED_AT_MOST } from '../absence/absence'
import type { EscalationWords } from './words'

const wurde = (many: boolean) => (many ? 'wurden' : 'wurde')
const lists = new Intl.ListFormat('de')

export const german: EscalationWords = {
  told: {
    on_call: (team) => `Bereitschaft von ${team}`,
    next_in_line: (team) => `als Nächstes an der Reihe bei ${team}`,
    backup: (team) => `Reserve von ${team}`,
    stand_in: (person) => `vertritt ${person}`,
    again: 'schon benachrichtigt',
    owner: 'für den Workflow verantwortlich',
  },
  you: {
    on_call: (team) => `Sie haben Bereitschaft für ${team}`,
    next_in_line: (team) => `Sie sind bei ${team} als Nächstes an der Reihe`,
    backup: (team) => `Sie sind die Reserve von ${team}`,
    stand_in: (person) => `Sie vertreten ${person}`,
    owner: 'Sie sind für den Workflow verantwortlich',
    may: 'Sie dürfen darüber entscheiden',
  },
  about: {
    passed_over: (person, team) => `${person} hat Bereitschaft für ${team} und darf hierüber nicht entscheiden.`,
    no_stand_in: (person, why) => `${person} ist abwesend, und ${why}. Deshalb wurde das ganze Team benachrichtigt.`,
    no_rota: (team) => `${team} hat keinen Bereitschaftsplan: Das ganze Team wurde benachrichtigt.`,
    holiday: (team) => `Ein Feiertag bei ${team}: Das ganze Team wurde benachrichtigt.`,
    not_begun: (team) =>
      `Der Bereitschaftsplan von ${team} hat noch nicht begonnen: Das ganze Team wurde benachrichtigt.`,
    nobody: (team) => `Im Bereitschaftsplan von ${team} ist niemand mehr da: Das ganze Team wurde benachrichtigt.`,
    too_few: (team) =>
      `Im Bereitschaftsplan von ${team} konnten zu wenige entscheiden: Das ganze Team wurde benachrichtigt.`,
    no_backup: (team) => `${team} hat im Bereitschaftsplan keine Reserve: Die Übrigen im Team wurden benachrichtigt.`,
    nobody_can_decide:
      'Niemand ist mehr da, der darüber entscheiden könnte. Bleibt das so, läuft die Anfrage ab, und nichts wird freigegeben.',
  },
  noStandIn: {
    no_delegate: 'eine Vertretung ist nicht benannt',
    not_eligible: 'die Vertretung darf hierüber nicht entscheiden',
    cycle: 'die Vertretungen nennen sich gegenseitig',
    too_deep: `mehr als ${FOLLOWED_AT_MOST} Vertretungen nacheinander sind abwesend`,
  },
  nobody: 'niemand',
  list: (names) => lists.format(names),
  step: {
    first: (who) => `Zuerst benachrichtigt: ${who}.`,
    remind: (who, many) => `Noch nicht entschieden: ${who} ${wurde(many)} erneut benachrichtigt.`,
    backup: (who, many) => `Noch immer keine Entscheidung: Auch ${who} ${wurde(many)} benachrichtigt.`,
    owner: (who, many) =>
      `Noch immer keine Entscheidung: ${who} ${wurde(many)} als verantwortliche ${many ? 'Personen' : 'Person'} benachrichtigt.`,
    other: (who, many) => `${who} ${wurde(many)} benachrichtigt.`,
    nobodyLeft: (who, many) =>
      `Niemand ist mehr da, der darüber entscheiden könnte: ${who} ${wurde(many)} benachrichtigt.`,
  },
  next: {
    first: 'die ersten',
    remind: 'eine Erinnerung',
    backup: 'die Reserve',
    owner: 'die verantwortliche Person',
  },
}
