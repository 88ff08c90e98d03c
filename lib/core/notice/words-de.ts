import { accountabilityWords } from '../accountability/say'
import { refusedGrantWhy } from '../audit/explain-parts'
import { whyYou } from '../escalation/explain'
import { changeOf, dayOf, type Facts, gapOf, type NoticeWords, roleOf, saidIn, text } from './facts'

const { gaps, roles } = accountabilityWords('de')
const role = (facts: Facts) => `die Rolle „${roleOf(roles)(facts)}“`

/** With its article, as it is handed over or stopped. */
const THINGS: { readonly [kind: string]: string } = {
  agent: 'den Agenten',
  executor: 'den Executor',
  auditor: 'den Auditor',
  pipeline: 'die Pipeline',
  runtime: 'die Runtime',
  workflow: 'den Workflow',
}
const thing = (kind: string, name: string) => `${THINGS[kind] ?? kind} ${name}`

const STOPPED: { readonly [how: string]: string } = {
  suspended: 'gesperrt',
  quarantined: 'in Quarantäne genommen',
  retired: 'stillgelegt',
}

export const german: NoticeWords = {
  change_to_review: (facts) =>
    `${text(facts.by)} bittet Sie um die Prüfung von ${text(facts.workflow)}, Version ${text(facts.version)}.`,
  change_decided: (facts) => {
    const version = `Version ${text(facts.version)} von ${text(facts.workflow)}`
    switch (facts.verb) {
      case 'approve':
        return `${text(facts.by)} hat ${version} genehmigt.`
      case 'deny':
        return `${text(facts.by)} hat ${version} abgelehnt.`
      case 'request_changes':
        return `${text(facts.by)} verlangt Änderungen an ${version}.`
      default:
        return `${text(facts.by)} hat ${version} geprüft.`
    }
  },
  change_activated: (facts) => `Version ${text(facts.version)} von ${text(facts.workflow)} ist in Kraft.`,
  change_blocked: (facts) =>
    `Version ${text(facts.version)} von ${text(facts.workflow)} trat nicht zur festgelegten Zeit in Kraft und ist wieder ein Entwurf. ${saidIn(facts.why, 'de')}`,
  role_assigned: (facts) =>
    `${text(facts.by)} benennt Sie in ${text(facts.workflow)} für ${role(facts)}. Nehmen Sie sie mit Ihrem Passkey an.`,
  role_due: (facts) =>
    facts.overdue === true
      ? `Sie haben ${role(facts)} in ${text(facts.workflow)} nicht bestätigt; fällig war das am ${dayOf(facts.due, 'de')}.`
      : `Bestätigen Sie ${role(facts)} in ${text(facts.workflow)} bis zum ${dayOf(facts.due, 'de')}.`,
  role_lapsed: (facts) =>
    nobody(facts.who)
      ? `Niemand hat ${role(facts)} in ${text(facts.workflow)} rechtzeitig bestätigt: Neue Anfragen werden dort abgelehnt.`
      : `${text(facts.who)} hat ${role(facts)} in ${text(facts.workflow)} nicht rechtzeitig bestätigt: Neue Anfragen werden dort abgelehnt.`,
  role_ended: (facts) =>
    facts.who === 'you'
      ? `${text(facts.by)} hat beendet, dass Sie in ${text(facts.workflow)} ${role(facts)} tragen.`
      : `${text(facts.by)} hat beendet, dass ${nobody(facts.who) ? 'jemand' : text(facts.who)} in ${text(facts.workflow)} ${role(facts)} trägt.`,
  handed_over: (facts) =>
    `${text(facts.by)} hat Ihnen ${text(facts.what) || thing(text(facts.kind), text(facts.name))} übergeben. Ab jetzt sind Sie dafür verantwortlich.`,
  gap_denied: (facts) => {
    const workflow = text(facts.workflow)
    const denied =
      facts.count === 1
        ? `Eine Anfrage in ${workflow} wurde abgelehnt`
        : `${text(facts.count)} Anfragen in ${workflow} wurden abgelehnt`
    return `${denied}. Rolle „${roleOf(roles)(facts)}“: ${gapOf(facts.why, gaps)}.`
  },
  campaign_started: (facts) =>
    `${text(facts.by)} bittet Sie, bis zum ${dayOf(facts.due, 'de')} zu bestätigen, wofür Sie verantwortlich sind (${text(facts.count)}).`,
  proposal_to_decide: (facts) =>
    `${text(facts.by)} schlägt vor: ${changeOf(facts, 'de')}. Das braucht eine zweite Person.`,
  proposal_decided: (facts) =>
    `${text(facts.by)} hat ${facts.verb === 'applied' ? 'zugestimmt' : 'abgelehnt'}: ${changeOf(facts, 'de')}.`,
  machine_stopped: (facts) =>
    `${text(facts.by)} hat ${thing(text(facts.kind), text(facts.slug))} ${STOPPED[text(facts.how)] ?? text(facts.how)}.`,
  agent_held: (facts) =>
    `${text(facts.count)} Anfragen von ${text(facts.slug)} in ${text(facts.workflow)} wurden innerhalb von zehn Minuten abgelehnt. Der Agent fragt eine Weile niemanden.`,
  passkey_added: (facts) => {
    const since = text(facts.session_since)
    const session =
      since === '' ? '' : `, in einer Sitzung vom ${dayOf(since.slice(0, 10), 'de')}, ${since.slice(11, 16)} UTC`
    return `${text(facts.by)} hat Ihrem Konto den Passkey „${text(facts.name)}“ hinzugefügt${session}.`
  },
  session_recovered: (facts) =>
    `${text(facts.by)} hat ${text(facts.who)} ohne die alten Passkeys wieder zugelassen. Einen Tag lang entscheidet diese Person nichts.`,
  request_waiting: (facts) =>
    `„${text(facts.title)}“ wartet bis ${text(facts.until)} auf eine Entscheidung: ${whyYou({ why: text(facts.why), of: text(facts.of) }, 'de')}.`,
  request_handed: (facts) => `${text(facts.by)} hat Ihnen „${text(facts.title)}“ übergeben: ${text(facts.reason)}`,
  question_asked: (facts) => `${text(facts.by)} fragt Sie als Sponsor etwas zu „${text(facts.title)}“.`,
  question_answered: (facts) => `${text(facts.by)} hat Ihre Frage zu „${text(facts.title)}“ beantwortet.`,
  grant_refused: (facts) =>
    `${text(facts.executor)} wurde in ${text(facts.workflow)} eine Freigabe verweigert: ${refusedGrantWhy(text(facts.why), 'de')}.`,
  execution_unknown: (facts) =>
    `Niemand weiß, wie „${text(facts.title)}“ durch ${text(facts.executor)} in ${text(facts.workflow)} ausgegangen ist.`,
}

/** Older notices wrote the English word. */
function nobody(who: Facts[string] | undefined): boolean {
  return ['', 'nobody', 'Nobody'].includes(text(who))
}
