import { stepSentence } from '../escalation/explain'
import { guardChange } from '../guard/explain'
import { guardWords } from '../guard/settings'
import type { EntryType } from './event'
import { type EntryNames, type Facts, list, proposed, refusedGrantWhy, text } from './explain-parts'
import {
  alone,
  because,
  capital,
  changed,
  channel,
  code,
  count,
  ended,
  lives,
  moment,
  reached,
  role,
  someone,
  stopped,
  team,
  until,
  version,
} from './parts-de'
import {
  blockersGerman,
  credentialsGerman,
  ineligibleGerman,
  machinesGerman,
  methodsGerman,
  notReviewingGerman,
  rolesGerman,
  rotaGerman,
  signInGerman,
} from './words-de'

type Sentence = (facts: Facts, names: EntryNames) => string

/** What each kind of entry says in German. How it sounds is said once, beside the English. */
export const german: { readonly [type in EntryType]: Sentence } = {
  'log.started': () => 'Das Protokoll begann.',
  'key.rotated': () => 'Der Schlüssel, der das Protokoll signiert, wurde gewechselt.',
  'setup.first_admin': (_, { actor }) => `${actor} hat als erste Person die Administration übernommen.`,

  'organisation.changed': (facts, { actor }) => `${actor} hat die Organisation geändert${changed(facts)}.`,

  'request.submitted': submitted,
  'request.approved': (facts) => `Von ${count(facts.quorum, 'einer Person', 'Personen')} genehmigt.`,
  'request.denied': (facts) => `Abgelehnt${because(facts.code)}.`,
  'request.cancelled': (facts, { actor }) =>
    facts.stopped
      ? `Beendet: ${stopped(facts)}.`
      : facts.superseded_by
        ? `${actor} hat die Anfrage durch eine neuere Revision ersetzt.`
        : `${actor} hat die Anfrage zurückgezogen.`,
  'request.expired': () => 'Niemand hat rechtzeitig entschieden. Es wurde nichts freigegeben.',
  'request.escalated': (facts, { of }) => stepSentence(text(facts.step), list(facts.told), of, list(facts.why), 'de'),

  'request.repeated': (_, { actor }) => `${actor} hat dasselbe noch einmal angefragt, während die Anfrage wartete.`,

  'request.claimed': (_, { actor }) => `${actor} sieht sich die Anfrage an.`,
  'request.claim_ended': (_, { actor }) => `${actor} sieht sich die Anfrage nicht mehr an.`,
  'request.snoozed': (facts, { actor }) => `${actor} hat die Anfrage zurückgestellt${until(facts.until)}.`,
  'request.woken': (_, { actor }) => `${actor} hat die Anfrage wieder aufgenommen.`,
  'request.handed_over': (facts, { actor, of }) =>
    `${actor} hat die Anfrage an ${of(text(facts.to))} übergeben und entscheidet nicht mehr darüber.`,
  'request.questioned': (facts, { actor }) =>
    `${actor} hat dem ${facts.of === 'sponsor' ? 'Sponsor' : 'Agenten'} eine Frage gestellt.`,
  'request.answered': (_, { actor }) => `${actor} hat eine Frage beantwortet.`,

  'batch.recorded': (facts, { actor }) =>
    facts.kind === 'denials'
      ? `${actor} hat ${count(facts.count, 'eine Anfrage', 'Anfragen auf einmal')} abgelehnt.`
      : `${actor} hat eine Liste mit ${count(facts.count, 'einer Entscheidung', 'Entscheidungen')} signiert.`,
  'decision.recorded': decided,
  'decision.refused': (facts, { actor }) =>
    `${actor} wollte ${VERBS[text(facts.verb)] ?? 'entscheiden'} und wurde abgewiesen: ${ineligibleGerman[text(facts.why)] ?? code(facts.why)}.`,

  'decision.taken_back': (_, { actor }) =>
    `${actor} hat die Genehmigung zurückgenommen, bevor die Freigabe erteilt war.`,

  'grant.issued': (facts, { of }) =>
    `Eine Freigabe für ${of(text(facts.executor))} wurde${facts.by === 'policy' ? ' allein durch die Richtlinie' : ''} ausgestellt${lives(facts.ttl_seconds)}.`,
  'grant.redeemed': (_, { actor }) =>
    `${actor} hat die Freigabe eingelöst; sie kann nicht noch einmal verwendet werden.`,
  'grant.refused': (facts, { actor }) =>
    `${actor} hat eine Freigabe vorgelegt und wurde abgewiesen: ${facts.why === undefined ? code(facts.why) : refusedGrantWhy(text(facts.why), 'de')}.`,
  'grant.revoked': (facts, { actor }) =>
    facts.code === 'lease_over'
      ? 'Die Freigabe wurde widerrufen, weil vor dem Ende der Frist keine Meldung kam.'
      : facts.stopped
        ? `Die Freigabe wurde widerrufen: ${stopped(facts)}.`
        : facts.code === 'taken_back'
          ? 'Die Freigabe wurde nie erteilt.'
          : facts.superseded_by
            ? `${actor} hat eine neuere Revision geschickt, deshalb wurde die unbenutzte Freigabe widerrufen.`
            : `${actor} hat die Freigabe widerrufen.`,
  'grant.expired': () => 'Die Freigabe wurde nie eingelöst und ist abgelaufen.',

  'execution.completed': (facts, { actor }) =>
    facts.outcome === 'succeeded'
      ? `${actor} hat Erfolg gemeldet; der Zugriff ist beendet.`
      : `${actor} hat gemeldet, dass es fehlgeschlagen ist; der Zugriff ist beendet.`,
  'execution.unknown': (facts, { of }) => {
    if (facts.why === 'revoked')
      return 'Das Ergebnis ist unbekannt: Die Freigabe wurde widerrufen, bevor der Executor etwas gemeldet hat.'
    if (facts.outcome === 'unknown') return 'Der Executor hat gemeldet, dass das Ergebnis unbekannt ist.'
    const owner = text(facts.accountable_owner)
    const told = owner ? ` ${of(owner)} ist dafür verantwortlich, es herauszufinden.` : ''
    return `Vor dem Ende der Frist kam keine Meldung; das Ergebnis ist unbekannt.${told}`
  },

  'identity.session.created': (facts, { actor }) =>
    `${actor} hat sich${methodsGerman[text(facts.method)] ?? ''} angemeldet.`,
  'identity.session.revoked': (facts, { actor, of }) =>
    facts.why === 'signed_out'
      ? `${actor} hat sich abgemeldet.`
      : facts.person === undefined
        ? `Eine Sitzung von ${actor} wurde beendet.`
        : `${actor} hat eine Sitzung von ${someone(facts, of)} beendet.`,
  'identity.passkey.enrolled': (_, { actor }) => `${actor} hat einen Passkey hinzugefügt.`,
  'identity.passkey.revoked': (_, { actor }) => `${actor} hat einen Passkey entfernt.`,
  'identity.passkey.held': () => 'Ein Passkey wurde vielleicht kopiert und wird nicht mehr angenommen.',
  'identity.linked': (_, { actor }) => `${actor} wurde mit dem Single Sign-on verbunden.`,
  'identity.sign_in.refused': (facts, { actor }) =>
    `Die Anmeldung von ${actor} wurde abgewiesen: ${signInGerman[text(facts.why)] ?? code(facts.why)}.`,
  'credential.issued': (facts, { actor }) =>
    `${actor} hat Zugangsdaten ausgestellt (${credentialsGerman[text(facts.kind)] ?? code(facts.kind)}).`,
  'credential.revoked': (_, { actor }) => `${actor} hat Zugangsdaten widerrufen.`,

  'machine.registered': (facts, { actor }) =>
    `${actor} hat ${machinesGerman[text(facts.kind)] ?? code(facts.kind)} ${text(facts.slug)} registriert.`,
  'machine.changed': (facts, { actor }) => `${actor} hat ${text(facts.slug)} geändert${changed(facts)}.`,
  'machine.suspended': (facts, { actor }) => `${actor} hat ${text(facts.slug)} gesperrt${ended(facts)}.`,
  'machine.quarantined': (facts, { actor }) =>
    `${actor} hat ${text(facts.slug)} in Quarantäne genommen${ended(facts)}.`,
  'machine.resumed': (facts, { actor }) => `${actor} lässt ${text(facts.slug)} wieder arbeiten.`,
  'machine.retired': (facts, { actor }) => `${actor} hat ${text(facts.slug)} stillgelegt${ended(facts)}.`,
  'runtime.registered': (facts, { actor }) => `${actor} hat die Runtime ${text(facts.slug)} registriert.`,
  'runtime.changed': (facts, { actor }) => `${actor} hat die Runtime ${text(facts.slug)} geändert${changed(facts)}.`,
  'runtime.suspended': (facts, { actor }) => `${actor} hat die Runtime ${text(facts.slug)} gesperrt${ended(facts)}.`,
  'runtime.quarantined': (facts, { actor }) =>
    `${actor} hat die Runtime ${text(facts.slug)} in Quarantäne genommen${ended(facts)}.`,
  'runtime.resumed': (facts, { actor }) => `${actor} lässt die Runtime ${text(facts.slug)} wieder arbeiten.`,
  'runtime.ownership_chosen': (facts) =>
    `${text(facts.workflow) || 'Ein Workflow'} urteilt in ${text(facts.runtime)} über ${text(facts.action)} auf ${text(facts.pattern)}.`,

  'workflow.created': (facts, { actor }) => `${actor} hat den Workflow ${text(facts.slug)} angelegt.`,
  'workflow.changed': (facts, { actor }) => `${actor} hat den Workflow ${text(facts.slug)} geändert${changed(facts)}.`,
  'workflow.activated': (facts) => `Der Workflow ${text(facts.slug)} ist zum ersten Mal aktiv.`,
  'workflow.suspended': (facts, { actor }) => `${actor} hat den Workflow ${text(facts.slug)} gesperrt${ended(facts)}.`,
  'workflow.resumed': (facts, { actor }) => `${actor} lässt den Workflow ${text(facts.slug)} weiterlaufen.`,

  'boundary.drafted': (facts, { actor }) => `${actor} hat ${version(facts)} begonnen.`,
  'boundary.discarded': (facts, { actor }) => `${actor} hat ${version(facts)} verworfen.`,
  'boundary.submitted': (facts, { actor }) =>
    `${actor} hat ${version(facts)} zur Prüfung eingereicht${DIRECTIONS[text(facts.direction)] ?? ''}${facts.activate_at ? `; in Kraft ab ${moment(facts.activate_at)}` : ''}.`,
  'boundary.activation_refused': (facts) =>
    `${capital(version(facts))} trat zur gesetzten Zeit nicht in Kraft: ${list(facts.blockers)
      .map((blocker) => blockersGerman[blocker] ?? code(blocker))
      .join(', ')}.`,
  'boundary.withdrawn': (facts, { actor }) => `${actor} hat ${version(facts)} aus der Prüfung zurückgezogen.`,
  'boundary.reviewed': (facts, { actor }) =>
    facts.verb === 'approve'
      ? `${actor} hat ${version(facts)} mit einem Passkey genehmigt.`
      : facts.verb === 'deny'
        ? `${actor} hat ${version(facts)} abgelehnt.`
        : `${actor} hat Änderungen verlangt; es geht um ${version(facts)}.`,
  'boundary.review_refused': (facts, { actor }) =>
    `${actor} wollte ${version(facts)} genehmigen und wurde abgewiesen: ${notReviewingGerman[text(facts.why)] ?? code(facts.why)}.`,
  'boundary.commented': (facts, { actor }) => `${actor} hat ${version(facts)} kommentiert.`,
  'boundary.activated': (facts) => `${capital(version(facts))} ist in Kraft.`,
  'boundary.retired': (facts) => `${capital(version(facts))} ist nicht mehr in Kraft.`,

  'accountability.assigned': (facts, { actor }) =>
    `${actor} hat benannt, wer in ${text(facts.workflow)} verantwortlich ist (${role(facts)}).`,
  'accountability.acknowledged': (facts, { actor }) =>
    `${actor} hat die Verantwortung in ${text(facts.workflow)} mit Unterschrift angenommen (${role(facts)}).`,
  'accountability.withdrawn': (facts, { actor }) =>
    `${actor} hat eine Verantwortung in ${text(facts.workflow)} beendet (${role(facts)}).`,
  'accountability.reminded': (facts, { of }) =>
    `${of(text(facts.person)) || 'Jemand'} wurde an die Verantwortung in ${text(facts.workflow)} erinnert (${role(facts)}).`,
  'accountability.lapsed': (facts) =>
    `In ${text(facts.workflow)} ist niemand mehr verantwortlich (${role(facts)}): Anfragen dort werden abgelehnt.`,
  'campaign.started': (_, { actor }) => `${actor} hat alle gebeten, ihre Verantwortung zu bestätigen.`,
  'campaign.closed': (facts) =>
    `Das Bestätigen ist beendet${facts.confirmed === undefined ? '' : `; ${text(facts.confirmed)} von ${text(facts.asked)} haben bestätigt`}.`,

  'proposal.made': (facts, { actor, of }) => `${actor} hat vorgeschlagen: ${proposed(facts, of, 'de')}.`,
  'proposal.applied': (facts, { actor, of }) => `${actor} hat zugestimmt: ${proposed(facts, of, 'de')}.`,
  'proposal.refused': (facts, { actor, of }) => `${actor} hat abgelehnt: ${proposed(facts, of, 'de')}.`,
  'proposal.withdrawn': (facts, { actor, of }) =>
    `${actor} hat den Vorschlag zurückgezogen: ${proposed(facts, of, 'de')}.`,
  'proposal.expired': (facts, { of }) => `Niemand hat rechtzeitig zugestimmt: ${proposed(facts, of, 'de')}.`,

  'person.added': (facts, { actor, of }) => `${actor} hat ${someone(facts, of)} hinzugefügt.`,
  'person.changed': (facts, { actor, of }) =>
    `${actor} hat Angaben zu ${someone(facts, of)} geändert${changed(facts)}.`,
  'person.invited': (facts, { actor, of }) =>
    facts.ended === true
      ? `${actor} hat den einmaligen Link für ${someone(facts, of)} beendet.`
      : `${actor} hat einen einmaligen Link für ${someone(facts, of)} erstellt.`,
  'person.disabled': (facts, { actor, of }) => `${actor} hat das Konto von ${someone(facts, of)} deaktiviert.`,
  'person.recovered': (_, { actor }) =>
    `${actor} wurde ohne die alten Passkeys wieder eingelassen und entscheidet einen Tag lang nichts.`,
  'person.role_added': (facts, { actor, of }) =>
    `${actor} hat ${someone(facts, of)} die Rolle ${rolesGerman[text(facts.role)] ?? code(facts.role)} gegeben${alone(facts)}.`,
  'person.role_removed': (facts, { actor, of }) =>
    `${actor} hat ${someone(facts, of)} die Rolle ${rolesGerman[text(facts.role)] ?? code(facts.role)} entzogen.`,
  'team.created': (facts, { actor }) => `${actor} hat das Team ${text(facts.slug)} angelegt.`,
  'team.changed': (facts, { actor }) => `${actor} hat das Team ${text(facts.slug)} geändert${changed(facts)}.`,
  'team.member_added': (facts, { actor, of }) =>
    `${actor} hat ${someone(facts, of)} in ${team(facts)} aufgenommen${alone(facts)}.`,
  'team.member_removed': (facts, { actor, of }) => `${actor} hat ${someone(facts, of)} aus ${team(facts)} entfernt.`,
  'rota.changed': (facts, { actor }) =>
    `${actor} hat den Bereitschaftsplan von ${team(facts)} geändert${rotaGerman[text(facts.what)] === undefined ? '' : `: ${rotaGerman[text(facts.what)]}`}.`,
  'absence.set': (facts, { actor, of }) =>
    facts.delegate
      ? `${actor} ist abwesend; Vertretung: ${of(text(facts.delegate))}.`
      : `${actor} ist abwesend, ohne Vertretung.`,
  'guard.changed': (facts, { of }) => guardChange(text(facts.from), text(facts.to), someone(facts, of), 'de'),
  'guard.answered': (facts, { actor }) =>
    facts.right === true
      ? `${actor} hat vor dem Genehmigen eine Frage zur Aktion beantwortet.`
      : `${actor} hat eine Frage zur Aktion falsch beantwortet und damit nichts genehmigt.`,
  'guard.settings_changed': (facts, { actor }) =>
    `${actor} hat den Ermüdungsschutz geändert: ${guardWords(facts.after ?? null, 'de')} (vorher: ${guardWords(facts.before ?? null, 'de')})${alone(facts)}.`,
  'absence.ended': (_, { actor }) => `${actor} hat eine Abwesenheit beendet.`,

  'channel.preferences_changed': (facts, { actor }) =>
    `${actor} hat geändert, wie Nachrichten ankommen${changed(facts)}.`,
  'channel.device_added': (_, { actor }) => `${actor} hat Mitteilungen für ein Gerät eingeschaltet.`,
  'channel.device_removed': (facts, { actor }) =>
    facts.why === 'gone'
      ? 'Ein Gerät ist nicht mehr erreichbar und bekommt keine Nachrichten mehr.'
      : `${actor} hat Mitteilungen für ein Gerät ausgeschaltet.`,
  'channel.hook_added': (facts, { actor }) => `${actor} hat einen Chat auf ${text(facts.host)} hinzugefügt.`,
  'channel.hook_changed': (facts, { actor }) =>
    `${actor} hat einen Chat auf ${text(facts.host)} geändert${changed(facts)}.`,
  'channel.hook_secret_changed': (facts, { actor }) =>
    `${actor} hat das Geheimnis geändert, das Nachrichten an den Chat auf ${text(facts.host)} signiert.`,
  'channel.hook_ended': (facts, { actor }) => `${actor} hat den Chat auf ${text(facts.host)} beendet.`,
  'channel.tested': (facts, { actor }) => `${actor} hat eine Testnachricht gesendet (${channel(facts)}).`,
  'delivery.failed': (facts, { of }) =>
    `Eine Nachricht (${channel(facts)}) an ${reached(facts, of)} kam nach ${count(facts.tries, 'einem Versuch', 'Versuchen')} nicht an.`,
  'delivery.resent': (_, { actor }) => `${actor} hat eine Nachricht noch einmal gesendet.`,
}

function submitted(facts: Facts, { actor, title }: EntryNames): string {
  const asked = `${actor} hat angefragt: ${title ?? `${text(facts.action)} auf ${text(facts.resource)}`}`
  const boundary =
    facts.boundary_version === undefined
      ? 'Die Genehmigungsgrenze'
      : `Genehmigungsgrenze v${text(facts.boundary_version)}`
  if (facts.status === 'denied') return `${asked}. ${boundary} hat das abgelehnt.`
  if (facts.status === 'approved')
    return `${asked}. ${boundary} erlaubt das${facts.tier === 'notify' ? ' und benachrichtigt Menschen' : ''}.`
  return `${asked}. ${boundary} verlangt ${count(facts.quorum, 'eine Person', 'Personen')}.`
}

function decided(facts: Facts, { actor }: EntryNames): string {
  const how = `${facts.factor === 'passkey' ? ' mit einem Passkey' : ''}${facts.batch === undefined ? '' : ' im Stapel'}`
  if (facts.verb === 'approve') return `${actor} hat${how} genehmigt.`
  if (facts.verb === 'abstain') return `${actor} hat sich enthalten.`
  if (facts.counter_proposal) return `${actor} hat Änderungen verlangt${because(facts.code)}.`
  return `${actor} hat${how} abgelehnt${because(facts.code)}.`
}

const VERBS: { readonly [verb: string]: string | undefined } = {
  approve: 'genehmigen',
  deny: 'ablehnen',
  abstain: 'sich enthalten',
}

const DIRECTIONS: { readonly [direction: string]: string | undefined } = {
  loosens: '; sie lockert',
  tightens: '; sie verschärft',
}
