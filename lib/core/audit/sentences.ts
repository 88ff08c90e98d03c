import { stepSentence } from '../escalation/explain'
import { guardChange } from '../guard/explain'
import { guardSettingsChange } from '../guard/settings'
import type { EntryType } from './event'
import {
  alone,
  because,
  CHANNELS,
  capital,
  changed,
  count,
  danger,
  type EntryNames,
  type EntrySentence,
  ended,
  type Facts,
  INELIGIBLE,
  list,
  lives,
  METHODS,
  neutral,
  ok,
  proposed,
  ROTA,
  reached,
  refusedGrantWhy,
  someone,
  stopped,
  text,
  until,
  version,
  warn,
  words,
} from './explain-parts'

type Explain = (facts: Facts, names: EntryNames) => EntrySentence

/** What each kind of entry says in English, and how it sounds: the tone is the same in each language. */
export const sentences: { readonly [type in EntryType]: Explain } = {
  'log.started': () => neutral('The log began.'),
  'key.rotated': () => warn('The key that signs the log was changed.'),
  'setup.first_admin': (_, { actor }) => warn(`${actor} became the first administrator.`),

  'organisation.changed': (facts, { actor }) => neutral(`${actor} changed the organisation${changed(facts)}.`),

  'request.submitted': submitted,
  'request.approved': (facts) => ok(`Approved by ${count(facts.quorum, 'person', 'people')}.`),
  'request.denied': (facts) => danger(`Denied${because(facts.code)}.`),
  'request.cancelled': (facts, { actor }) =>
    facts.stopped
      ? warn(`Cancelled: ${stopped(facts)}.`)
      : facts.superseded_by
        ? neutral(`${actor} replaced this by a newer revision.`)
        : neutral(`${actor} took the request back.`),
  'request.expired': () => warn('Nobody decided in time. Nothing was granted.'),
  'request.escalated': (facts, { of }) => warn(stepSentence(text(facts.step), list(facts.told), of, list(facts.why))),

  'request.repeated': (_, { actor }) => neutral(`${actor} asked for the same again, while it waited.`),

  'request.claimed': (_, { actor }) => neutral(`${actor} is looking at it.`),
  'request.claim_ended': (_, { actor }) => neutral(`${actor} stopped looking at it.`),
  'request.snoozed': (facts, { actor }) => neutral(`${actor} put it aside${until(facts.until)}.`),
  'request.woken': (_, { actor }) => neutral(`${actor} took it up again.`),
  'request.handed_over': (facts, { actor, of }) =>
    warn(`${actor} handed it over to ${of(text(facts.to))} and no longer decides it.`),
  'request.questioned': (facts, { actor }) =>
    neutral(`${actor} asked the ${facts.of === 'sponsor' ? 'sponsor' : 'agent'} a question.`),
  'request.answered': (_, { actor }) => neutral(`${actor} answered a question.`),

  'batch.recorded': (facts, { actor }) =>
    neutral(
      facts.kind === 'denials'
        ? `${actor} denied ${count(facts.count, 'request', 'requests at once')}.`
        : `${actor} signed one list of ${count(facts.count, 'decision', 'decisions')}.`,
    ),
  'decision.recorded': decided,
  'decision.refused': (facts, { actor }) =>
    warn(
      `${actor} tried to ${text(facts.verb) || 'decide'} and was refused: ${INELIGIBLE[text(facts.why)] ?? words(facts.why)}.`,
    ),

  'decision.taken_back': (_, { actor }) => danger(`${actor} took the approval back before the grant was released.`),

  'grant.issued': (facts, { of }) =>
    ok(
      `A grant for ${of(text(facts.executor))} was issued${facts.by === 'policy' ? ' by policy alone' : ''}${lives(facts.ttl_seconds)}.`,
    ),
  'grant.redeemed': (_, { actor }) => ok(`${actor} redeemed the grant; it cannot be used again.`),
  'grant.refused': (facts, { actor }) =>
    danger(`${actor} presented a grant and was refused: ${refusedGrantWhy(text(facts.why))}.`),
  'grant.revoked': (facts, { actor }) =>
    facts.code === 'lease_over'
      ? danger('The grant was revoked because no report came before the lease ended.')
      : facts.stopped
        ? danger(`The grant was revoked: ${stopped(facts)}.`)
        : facts.code === 'taken_back'
          ? warn('The grant was never released.')
          : facts.superseded_by
            ? warn(`${actor} sent a newer revision, so the unused grant was revoked.`)
            : warn(`${actor} revoked the grant.`),
  'grant.expired': () => warn('The grant was never redeemed and has expired.'),

  'execution.completed': (facts, { actor }) =>
    facts.outcome === 'succeeded'
      ? ok(`${actor} reported success; access has ended.`)
      : danger(`${actor} reported that it failed; access has ended.`),
  'execution.unknown': (facts, { of }) => {
    if (facts.why === 'revoked')
      return danger('The outcome is unknown: the grant was revoked before the executor reported.')
    const owner = text(facts.accountable_owner)
    const told = owner ? ` ${of(owner)} answers for finding out.` : ''
    return danger(
      facts.outcome === 'unknown'
        ? 'The executor reported that the outcome is unknown.'
        : `No report came before the lease ended; the outcome is unknown.${told}`,
    )
  },

  'identity.session.created': (facts, { actor }) => neutral(`${actor} signed in${METHODS[text(facts.method)] ?? ''}.`),
  'identity.session.revoked': (facts, { actor, of }) =>
    neutral(
      facts.why === 'signed_out'
        ? `${actor} signed out.`
        : facts.person === undefined
          ? `A session of ${actor} was ended.`
          : `${actor} ended a session of ${someone(facts, of)}.`,
    ),
  'identity.passkey.enrolled': (_, { actor }) => warn(`${actor} added a passkey.`),
  'identity.passkey.revoked': (_, { actor }) => warn(`${actor} removed a passkey.`),
  'identity.passkey.held': () => danger('A passkey may have been copied and is not accepted any more.'),
  'identity.linked': (_, { actor }) => neutral(`${actor} was linked to single sign-on.`),
  'identity.sign_in.refused': (facts, { actor }) => warn(`Sign-in of ${actor} was refused: ${words(facts.why)}.`),
  'credential.issued': (facts, { actor }) => warn(`${actor} issued a credential (${words(facts.kind)}).`),
  'credential.revoked': (_, { actor }) => warn(`${actor} revoked a credential.`),

  'machine.registered': (facts, { actor }) => warn(`${actor} registered the ${words(facts.kind)} ${text(facts.slug)}.`),
  'machine.changed': (facts, { actor }) => warn(`${actor} changed ${text(facts.slug)}${changed(facts)}.`),
  'machine.suspended': (facts, { actor }) => danger(`${actor} suspended ${text(facts.slug)}${ended(facts)}.`),
  'machine.quarantined': (facts, { actor }) => danger(`${actor} quarantined ${text(facts.slug)}${ended(facts)}.`),
  'machine.resumed': (facts, { actor }) => warn(`${actor} let ${text(facts.slug)} work again.`),
  'machine.retired': (facts, { actor }) => warn(`${actor} retired ${text(facts.slug)}${ended(facts)}.`),
  'runtime.registered': (facts, { actor }) => warn(`${actor} registered the runtime ${text(facts.slug)}.`),
  'runtime.changed': (facts, { actor }) => warn(`${actor} changed the runtime ${text(facts.slug)}${changed(facts)}.`),
  'runtime.suspended': (facts, { actor }) =>
    danger(`${actor} suspended the runtime ${text(facts.slug)}${ended(facts)}.`),
  'runtime.quarantined': (facts, { actor }) =>
    danger(`${actor} quarantined the runtime ${text(facts.slug)}${ended(facts)}.`),
  'runtime.resumed': (facts, { actor }) => warn(`${actor} let the runtime ${text(facts.slug)} work again.`),
  'runtime.ownership_chosen': (facts) =>
    warn(
      `${text(facts.workflow) || 'A workflow'} judges ${text(facts.action)} on ${text(facts.pattern)} in ${text(facts.runtime)}.`,
    ),

  'workflow.created': (facts, { actor }) => neutral(`${actor} created the workflow ${text(facts.slug)}.`),
  'workflow.changed': (facts, { actor }) => warn(`${actor} changed the workflow ${text(facts.slug)}${changed(facts)}.`),
  'workflow.activated': (facts) => ok(`The workflow ${text(facts.slug)} is active for the first time.`),
  'workflow.suspended': (facts, { actor }) =>
    danger(`${actor} suspended the workflow ${text(facts.slug)}${ended(facts)}.`),
  'workflow.resumed': (facts, { actor }) => warn(`${actor} let the workflow ${text(facts.slug)} go on.`),

  'boundary.drafted': (facts, { actor }) => neutral(`${actor} began ${version(facts)}.`),
  'boundary.discarded': (facts, { actor }) => neutral(`${actor} discarded ${version(facts)}.`),
  'boundary.submitted': (facts, { actor }) =>
    neutral(
      `${actor} handed in ${version(facts)} for review${facts.direction === 'loosens' || facts.direction === 'tightens' ? `; it ${facts.direction}` : ''}${facts.activate_at ? `, to come into force on ${text(facts.activate_at)}` : ''}.`,
    ),
  'boundary.activation_refused': (facts) =>
    danger(
      `${capital(version(facts))} did not come into force at its time: ${(Array.isArray(facts.blockers) ? facts.blockers : []).map(words).join(', ')}.`,
    ),
  'boundary.withdrawn': (facts, { actor }) => neutral(`${actor} took ${version(facts)} back from review.`),
  'boundary.reviewed': (facts, { actor }) =>
    facts.verb === 'approve'
      ? ok(`${actor} approved ${version(facts)} with a passkey.`)
      : facts.verb === 'deny'
        ? danger(`${actor} denied ${version(facts)}.`)
        : warn(`${actor} asked for changes to ${version(facts)}.`),
  'boundary.review_refused': (facts, { actor }) =>
    warn(`${actor} tried to approve ${version(facts)} and was refused: ${words(facts.why)}.`),
  'boundary.commented': (facts, { actor }) => neutral(`${actor} commented on ${version(facts)}.`),
  'boundary.activated': (facts) => warn(`${capital(version(facts))} is in force.`),
  'boundary.retired': (facts) => neutral(`${capital(version(facts))} is no longer in force.`),

  'accountability.assigned': (facts, { actor }) =>
    neutral(`${actor} named who answers for ${words(facts.role)} in ${text(facts.workflow)}.`),
  'accountability.acknowledged': (facts, { actor }) =>
    ok(`${actor} signed that they answer for ${words(facts.role)} in ${text(facts.workflow)}.`),
  'accountability.withdrawn': (facts, { actor }) =>
    warn(`${actor} ended who answers for ${words(facts.role)} in ${text(facts.workflow)}.`),
  'accountability.reminded': (facts, { of }) =>
    neutral(`${of(text(facts.person)) || 'Somebody'} was reminded of ${words(facts.role)} in ${text(facts.workflow)}.`),
  'accountability.lapsed': (facts) =>
    danger(`Nobody answers for ${words(facts.role)} in ${text(facts.workflow)} any more: its requests are denied.`),
  'campaign.started': (_, { actor }) => neutral(`${actor} asked everybody to confirm what they answer for.`),
  'campaign.closed': (facts) =>
    neutral(
      `Confirming ended${facts.confirmed === undefined ? '' : `, ${text(facts.confirmed)} of ${text(facts.asked)} did`}.`,
    ),

  'proposal.made': (facts, { actor, of }) => neutral(`${actor} proposed to ${proposed(facts, of)}.`),
  'proposal.applied': (facts, { actor, of }) => warn(`${actor} agreed to ${proposed(facts, of)}.`),
  'proposal.refused': (facts, { actor, of }) => warn(`${actor} refused to ${proposed(facts, of)}.`),
  'proposal.withdrawn': (facts, { actor, of }) => neutral(`${actor} no longer proposes to ${proposed(facts, of)}.`),
  'proposal.expired': (facts, { of }) => neutral(`Nobody agreed in time to ${proposed(facts, of)}.`),

  'person.added': (facts, { actor, of }) => warn(`${actor} added ${someone(facts, of)}.`),
  'person.changed': (facts, { actor, of }) =>
    neutral(`${actor} changed what is known of ${someone(facts, of)}${changed(facts)}.`),
  'person.invited': (facts, { actor, of }) =>
    facts.ended === true
      ? neutral(`${actor} ended the one-time link of ${someone(facts, of)}.`)
      : warn(`${actor} made a one-time link for ${someone(facts, of)}.`),
  'person.disabled': (facts, { actor, of }) => warn(`${actor} disabled the account of ${someone(facts, of)}.`),
  'person.recovered': (_, { actor }) =>
    danger(`${actor} was let in again without their old passkeys; they decide nothing for a day.`),
  'person.role_added': (facts, { actor, of }) =>
    warn(`${actor} gave ${someone(facts, of)} the role ${words(facts.role)}${alone(facts)}.`),
  'person.role_removed': (facts, { actor, of }) =>
    warn(`${actor} took the role ${words(facts.role)} from ${someone(facts, of)}.`),
  'team.created': (facts, { actor }) => neutral(`${actor} created the team ${text(facts.slug)}.`),
  'team.changed': (facts, { actor }) => warn(`${actor} changed the team ${text(facts.slug)}${changed(facts)}.`),
  'team.member_added': (facts, { actor, of }) =>
    warn(`${actor} added ${someone(facts, of)} to ${text(facts.slug) || 'a team'}${alone(facts)}.`),
  'team.member_removed': (facts, { actor, of }) =>
    warn(`${actor} removed ${someone(facts, of)} from ${text(facts.slug) || 'a team'}.`),
  'rota.changed': (facts, { actor }) =>
    neutral(`${actor} changed ${ROTA[text(facts.what)] ?? 'the rota'} of ${text(facts.slug) || 'a team'}.`),
  'absence.set': (facts, { actor, of }) =>
    neutral(
      facts.delegate
        ? `${actor} is out of office; ${of(text(facts.delegate))} stands in.`
        : `${actor} is out of office; nobody stands in.`,
    ),
  'guard.changed': (facts, { of }) =>
    (facts.to === 'reroute' ? warn : neutral)(guardChange(text(facts.from), text(facts.to), someone(facts, of))),
  'guard.answered': (facts, { actor }) =>
    facts.right === true
      ? neutral(`${actor} answered a question about the action before approving.`)
      : warn(`${actor} answered a question about the action wrongly, and approved nothing by it.`),
  'guard.settings_changed': (facts, { actor }) =>
    warn(`${actor} ${guardSettingsChange(facts.before ?? null, facts.after ?? null)}${alone(facts)}.`),
  'absence.ended': (_, { actor }) => neutral(`${actor} ended an out of office.`),

  'channel.preferences_changed': (facts, { actor }) =>
    neutral(`${actor} changed how messages reach them${changed(facts)}.`),
  'channel.device_added': (_, { actor }) => neutral(`${actor} turned notifications on for a device.`),
  'channel.device_removed': (facts, { actor }) =>
    facts.why === 'gone'
      ? neutral('A device cannot be reached any more and gets no further messages.')
      : neutral(`${actor} turned notifications off for a device.`),
  'channel.hook_added': (facts, { actor }) => warn(`${actor} added a chat at ${text(facts.host)}.`),
  'channel.hook_changed': (facts, { actor }) =>
    warn(`${actor} changed a chat at ${text(facts.host)}${changed(facts)}.`),
  'channel.hook_secret_changed': (facts, { actor }) =>
    warn(`${actor} changed the secret that signs messages to the chat at ${text(facts.host)}.`),
  'channel.hook_ended': (facts, { actor }) => warn(`${actor} ended the chat at ${text(facts.host)}.`),
  'channel.tested': (facts, { actor }) =>
    neutral(`${actor} sent a test message by ${CHANNELS[text(facts.channel)] ?? words(facts.channel)}.`),
  'delivery.failed': (facts, { of }) =>
    danger(
      `A message by ${CHANNELS[text(facts.channel)] ?? words(facts.channel)} never reached ${reached(facts, of)} after ${count(facts.tries, 'try', 'tries')}.`,
    ),
  'delivery.resent': (_, { actor }) => neutral(`${actor} sent a message again.`),
}

function submitted(facts: Facts, { actor, title }: EntryNames): EntrySentence {
  const asked = `${actor} asked: ${title ?? `${text(facts.action)} on ${text(facts.resource)}`}`
  const version = facts.boundary_version === undefined ? 'The boundary' : `Boundary v${text(facts.boundary_version)}`
  if (facts.status === 'denied') return danger(`${asked}. ${version} denied it.`)
  if (facts.status === 'approved')
    return ok(`${asked}. ${version} allows it${facts.tier === 'notify' ? ' and tells people' : ''}.`)
  return neutral(`${asked}. ${version} asks ${count(facts.quorum, 'person', 'people')}.`)
}

function decided(facts: Facts, { actor }: EntryNames): EntrySentence {
  const factor = `${facts.factor === 'passkey' ? ' with a passkey' : ''}${facts.batch === undefined ? '' : ', in a batch'}`
  if (facts.verb === 'approve') return ok(`${actor} approved${factor}.`)
  if (facts.verb === 'abstain') return neutral(`${actor} abstained.`)
  if (facts.counter_proposal) return danger(`${actor} asked for changes${because(facts.code)}.`)
  return danger(`${actor} denied${factor}${because(facts.code)}.`)
}
