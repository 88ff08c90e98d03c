import type { Stop } from '../machine/stop'
import { listed, type RequestWords } from './words'

const STOPPED: { readonly [stop in Stop]: string } = {
  suspended: 'gesperrt',
  quarantined: 'in Quarantäne genommen',
  retired: 'stillgelegt',
}

export const german: RequestWords = {
  approvedBy: (names) =>
    names.length === 0
      ? 'Das wurde genehmigt.'
      : `${listed(names, 'und')} ${names.length === 1 ? 'hat' : 'haben'} das genehmigt.`,
  approvedByPolicy: 'Allein durch die Richtlinie genehmigt.',
  takenBack: 'Die Genehmigung wurde zurückgenommen, bevor die Freigabe erteilt war.',
  deniedBy: (name, why) => `${name} hat das abgelehnt: ${why}.`,
  deniedByPolicy: (reason) => `Durch die Richtlinie abgelehnt. ${reason}`,
  noRule: 'Keine Regel erlaubt es.',
  expired: 'Abgelaufen. Es wurde nichts freigegeben. Der Agent wurde benachrichtigt.',
  replaced: 'Durch eine neuere Revision ersetzt. Es wurde nichts freigegeben.',
  cancelled: 'Vom Agenten zurückgezogen, der angefragt hat.',
  stopped: (what, stop) => `Zurückgezogen, weil ${what} ${STOPPED[stop]} wurde.`,
  reasons: {
    'rule.none': 'Keine Regel der Genehmigungsgrenze erlaubt das, deshalb lautet die Antwort Nein.',
    'policy.error': 'Die Genehmigungsgrenze ließ sich nicht auswerten, deshalb lautet die Antwort Nein.',
    'workflow.inactive': 'Dieser Workflow ist gesperrt.',
    'agent.suspended': 'Die Runtime dieses Agenten ist gesperrt.',
    'runtime.owned_elsewhere':
      'Über diese Aktion urteilt in der Runtime dieses Agenten ein anderer Workflow. Fragen Sie dort an.',
    'approvers.unknown':
      'Eine Regel nennt ein Team zum Genehmigen, das es nicht gibt, deshalb lautet die Antwort Nein.',
    'action.opaque':
      'Diese Aktion lässt sich einem Menschen nicht zeigen, und keine Regel benennt dafür Genehmigende, deshalb lautet die Antwort Nein.',
    'decision.taken_back': 'Die Genehmigung wurde zurückgenommen, bevor die Freigabe erteilt war.',
    'request.expired': 'Niemand hat rechtzeitig entschieden. Es wurde nichts freigegeben.',
  },
  gap: (missing) =>
    `In diesem Workflow ist die Verantwortung nicht besetzt (${missing.join(', ')}), deshalb lautet die Antwort Nein.`,
  roles: {
    accountable_owner: 'verantwortliche Person',
    approval_logic: 'Genehmigungslogik',
    logging: 'Protokollierung',
    incident_response: 'Vorfallreaktion',
    execution: 'Ausführung',
  },
  vendorGap: (what, runtime) => `${what} der vom Anbieter betriebenen Runtime ${runtime}`,
  vendorMissing: {
    contract: 'Vertrag',
    contact: 'Kontakt',
    'approval logic': 'Genehmigungslogik',
    logging: 'Protokollierung',
    'incident response': 'Vorfallreaktion',
  },
}
