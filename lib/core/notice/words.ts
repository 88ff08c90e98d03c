import { accountabilityWords } from '../accountability/say'
import { refusedGrantWhy } from '../audit/explain-parts'
import { whyYou } from '../escalation/explain'
import { changeOf, dayOf, gapOf, type NoticeWords, roleOf, saidIn, text } from './facts'

const { gaps, rolesWithin } = accountabilityWords('en')
const role = roleOf(rolesWithin)

const REVIEWED: { readonly [verb: string]: string } = {
  approve: 'approved',
  deny: 'denied',
  request_changes: 'asks for changes to',
}

export const english: NoticeWords = {
  change_to_review: (facts) =>
    `${text(facts.by)} asks for your review of ${text(facts.workflow)}, version ${text(facts.version)}.`,
  change_decided: (facts) =>
    `${text(facts.by)} ${REVIEWED[text(facts.verb)] ?? 'reviewed'} version ${text(facts.version)} of ${text(facts.workflow)}.`,
  change_activated: (facts) => `Version ${text(facts.version)} of ${text(facts.workflow)} is in force.`,
  change_blocked: (facts) =>
    `Version ${text(facts.version)} of ${text(facts.workflow)} did not come into force at its time and is a draft again. ${saidIn(facts.why, 'en')}`,
  role_assigned: (facts) =>
    `${text(facts.by)} names you for ${role(facts)} in ${text(facts.workflow)}. Acknowledge it with your passkey.`,
  role_due: (facts) =>
    facts.overdue === true
      ? `You have not confirmed ${role(facts)} in ${text(facts.workflow)}, due ${dayOf(facts.due, 'en')}.`
      : `Confirm ${role(facts)} in ${text(facts.workflow)} by ${dayOf(facts.due, 'en')}.`,
  role_lapsed: (facts) =>
    `${text(facts.who) || 'Nobody'} did not confirm ${role(facts)} in ${text(facts.workflow)} in time: its new requests are denied.`,
  role_ended: (facts) =>
    `${text(facts.by)} ended that ${text(facts.who) || 'nobody'} ${facts.who === 'you' ? 'answer' : 'answers'} for ${role(facts)} in ${text(facts.workflow)}.`,
  handed_over: (facts) =>
    `${text(facts.by)} handed you ${text(facts.what) || `the ${text(facts.kind)} ${text(facts.name)}`}. You answer for it from now on.`,
  gap_denied: (facts) => {
    const workflow = text(facts.workflow)
    const denied =
      facts.count === 1
        ? `A request in ${workflow} was denied`
        : `${text(facts.count)} requests in ${workflow} were denied`
    return `${denied}: for ${role(facts)}, ${gapOf(facts.why, gaps)}.`
  },
  campaign_started: (facts) =>
    `${text(facts.by)} asks you to confirm what you answer for (${text(facts.count)}) by ${dayOf(facts.due, 'en')}.`,
  proposal_to_decide: (facts) => `${text(facts.by)} proposes to ${changeOf(facts, 'en')}. It takes a second person.`,
  proposal_decided: (facts) =>
    `${text(facts.by)} ${facts.verb === 'applied' ? 'agreed' : 'refused'} to ${changeOf(facts, 'en')}.`,
  machine_stopped: (facts) => `${text(facts.by)} ${text(facts.how)} the ${text(facts.kind)} ${text(facts.slug)}.`,
  agent_held: (facts) =>
    `People denied ${text(facts.count)} requests of ${text(facts.slug)} in ${text(facts.workflow)} within ten minutes. It asks nobody for a while.`,
  passkey_added: (facts) => {
    const since = text(facts.session_since)
    const by =
      since === '' ? text(facts.by) : `${text(facts.by)}, in a session of ${since.slice(0, 16).replace('T', ' ')} UTC`
    return `The passkey “${text(facts.name)}” was added to your account by ${by}.`
  },
  session_recovered: (facts) =>
    `${text(facts.by)} let ${text(facts.who)} in again without their passkeys. They decide nothing for a day.`,
  request_waiting: (facts) =>
    `“${text(facts.title)}” waits for a decision until ${text(facts.until)}: ${whyYou({ why: text(facts.why), of: text(facts.of) })}.`,
  request_handed: (facts) => `${text(facts.by)} handed you “${text(facts.title)}”: ${text(facts.reason)}`,
  question_asked: (facts) => `${text(facts.by)} asks you, as the sponsor, about “${text(facts.title)}”.`,
  question_answered: (facts) => `${text(facts.by)} answered your question about “${text(facts.title)}”.`,
  grant_refused: (facts) =>
    `${text(facts.executor)} was refused a grant in ${text(facts.workflow)}: ${refusedGrantWhy(text(facts.why))}.`,
  execution_unknown: (facts) =>
    `Nobody knows how “${text(facts.title)}” by ${text(facts.executor)} in ${text(facts.workflow)} ended.`,
}
