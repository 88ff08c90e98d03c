import { absences, comeBack, goAway } from '@/lib/absences/routes'
import {
  accountabilityCell,
  accountable,
  accountablePeople,
  acknowledgeMine,
  assignByHand,
  beginCampaign,
  handOverAll,
  matrix,
  matrixFile,
  myAccountability,
  remindByHand,
  withdrawByHand,
} from '@/lib/accountability/routes'
import { activity } from '@/lib/activity/routes'
import { audit, proof } from '@/lib/audit/routes'
import { batch, decideTogether } from '@/lib/batches/routes'
import { check, discard, draft, open, save, version } from '@/lib/boundaries/routes'
import { compareVersions, files, importAsDraft } from '@/lib/boundaries/routes-files'
import { comment, resolveRemark, review, submit, withdraw } from '@/lib/boundaries/routes-review'
import { simulateDraft, tryWish } from '@/lib/boundaries/routes-simulate'
import { channels, choose, myOwn, test as testMine, turnOff, turnOn } from '@/lib/channels/routes'
import {
  add as addHook,
  change as changeHook,
  end as endHook,
  rotate as rotateSecret,
  test as testHook,
} from '@/lib/channels/routes-hooks'
import { challenge, decide, opened, takeBack } from '@/lib/decisions/routes'
import { deliveries, delivery, resend } from '@/lib/deliveries/routes'
import { grants, revokeAsPerson } from '@/lib/grants/routes'
import { answer as answerCheck, ask as askCheck, settings as guardSettings, strengthen } from '@/lib/guard/routes'
import { background, inbox, requests, rows, view } from '@/lib/inbox/routes'
import {
  change as changeSplit,
  keep as keepSplit,
  order as orderSplits,
  remove as removeSplit,
  splits,
} from '@/lib/inbox/routes-splits'
import {
  change as changeMachine,
  choices,
  machine,
  machines,
  overlaps,
  quarantine as quarantineMachine,
  register as registerMachine,
  resume as resumeMachine,
  retire as retireMachine,
  suspend as suspendMachine,
} from '@/lib/machines/routes'
import { issue as issueCredential, revoke as revokeCredential } from '@/lib/machines/routes-credentials'
import {
  change as changeRuntime,
  quarantine as quarantineRuntime,
  register as registerRuntime,
  resume as resumeRuntime,
  runtime,
  runtimes,
  suspend as suspendRuntime,
} from '@/lib/machines/routes-runtimes'
import { notices, noticesSeen } from '@/lib/notices/routes'
import {
  addPerson,
  changeMember,
  disable,
  endAnySession,
  endInvitation,
  everySession,
  inviteAgain,
  leaving,
  members,
  nameOrganisation,
  openInvitations,
  person,
  pickPerson,
  pickTeam,
  takeRole,
} from '@/lib/people/routes-admin'
import { language } from '@/lib/people/routes-language'
import { present, presentNow } from '@/lib/presence/routes'
import { decideOnProposal, proposal, proposals, propose, withdrawMine } from '@/lib/proposals/routes'
import {
  change as changeRota,
  cover,
  end as endRota,
  holiday,
  mine as myOnCall,
  rotas,
  uncover,
  workday,
} from '@/lib/rota/routes'
import { addTeam, removeTeamMember, renameTeam, teams } from '@/lib/teams/routes'
import { answer, ask, claim, handOver, release, snooze, wake } from '@/lib/triage/routes'
import { create, workflow, workflows } from '@/lib/workflows/routes-console'
import { removeWorkflowOwner } from '@/lib/workflows/routes-owners'
import { suspendAsPerson } from '@/lib/workflows/routes-suspend'
import { type ConsoleRoute, mountedRoute, personRoute } from './console-route'

/** The stream of what happens, which the application answers itself. */
export const EVENTS = '/events'

/** Everything that the console's own pages may call. No machine credential opens any of it (DESIGN 3.3). */
export const consoleRoutes: readonly ConsoleRoute[] = [
  mountedRoute('GET', '/sign-in/methods', 'public'),
  mountedRoute('POST', '/sign-in/passkey/options', 'public'),
  mountedRoute('POST', '/welcome/options', 'public'),
  mountedRoute('POST', '/welcome', 'public'),
  mountedRoute('GET', '/me', 'person'),
  mountedRoute('POST', '/sign-out', 'person'),
  mountedRoute('GET', '/passkeys', 'person'),
  mountedRoute('POST', '/passkeys/options', 'person'),
  mountedRoute('POST', '/passkeys', 'person'),
  mountedRoute('POST', '/passkeys/{id}/revoke', 'person'),
  mountedRoute('GET', '/sessions', 'person'),
  mountedRoute('POST', '/sessions/{id}/revoke', 'person'),
  personRoute('GET', '/me/activity', activity),
  personRoute('POST', '/me/language', language),
  personRoute('GET', '/inbox', inbox),
  personRoute('GET', '/inbox/rows', rows),
  personRoute('GET', '/inbox/splits', splits),
  personRoute('POST', '/inbox/splits', keepSplit),
  // Before the route of one tab, whose id it is not.
  personRoute('POST', '/inbox/splits/order', orderSplits),
  personRoute('POST', '/inbox/splits/{id}', changeSplit),
  personRoute('POST', '/inbox/splits/{id}/delete', removeSplit),
  personRoute('GET', '/batches', batch),
  personRoute('POST', '/batches', decideTogether),
  personRoute('GET', '/requests', requests),
  personRoute('GET', '/requests/{id}', view),
  personRoute('GET', '/requests/{id}/background', background),
  personRoute('POST', '/requests/{id}/opened', opened),
  personRoute('GET', '/requests/{id}/presence', presentNow),
  personRoute('POST', '/requests/{id}/presence', present),
  personRoute('POST', '/requests/{id}/decisions/challenge', challenge),
  personRoute('POST', '/requests/{id}/decisions', decide),
  personRoute('POST', '/requests/{id}/check', askCheck),
  personRoute('POST', '/requests/{id}/check/{checkId}', answerCheck),
  personRoute('POST', '/requests/{id}/claim', claim),
  personRoute('POST', '/requests/{id}/claim/release', release),
  personRoute('POST', '/requests/{id}/snooze', snooze),
  personRoute('POST', '/requests/{id}/snooze/end', wake),
  personRoute('POST', '/requests/{id}/hand-over', handOver),
  personRoute('POST', '/requests/{id}/questions', ask),
  personRoute('POST', '/requests/{id}/questions/{questionId}/answer', answer),
  personRoute('POST', '/requests/{id}/take-back', takeBack),
  personRoute('GET', '/grants', grants),
  personRoute('POST', '/grants/{id}/revoke', revokeAsPerson),
  personRoute('GET', '/audit', audit),
  personRoute('GET', '/audit/{entryId}/proof', proof),
  mountedRoute('GET', EVENTS, 'person'),
  // Workflows and their boundaries
  personRoute('GET', '/workflows', workflows),
  personRoute('POST', '/workflows', create),
  personRoute('GET', '/workflows/{slug}', workflow),
  personRoute('GET', '/workflows/{slug}/versions/{version}', version),
  personRoute('GET', '/workflows/{slug}/draft', draft),
  personRoute('POST', '/workflows/{slug}/draft', open),
  personRoute('POST', '/workflows/{slug}/draft/save', save),
  personRoute('POST', '/workflows/{slug}/draft/discard', discard),
  personRoute('POST', '/workflows/{slug}/draft/check', check),
  personRoute('POST', '/workflows/{slug}/draft/simulate', simulateDraft),
  personRoute('POST', '/workflows/{slug}/draft/try', tryWish),
  personRoute('POST', '/workflows/{slug}/draft/submit', submit),
  personRoute('POST', '/workflows/{slug}/draft/review', review),
  personRoute('POST', '/workflows/{slug}/draft/withdraw', withdraw),
  personRoute('POST', '/workflows/{slug}/draft/comments', comment),
  personRoute('POST', '/workflows/{slug}/comments/{id}/resolve', resolveRemark),
  personRoute('GET', '/workflows/{slug}/compare', compareVersions),
  personRoute('GET', '/workflows/{slug}/files', files),
  personRoute('POST', '/workflows/{slug}/import', importAsDraft),

  // Accountability
  personRoute('GET', '/accountability', matrix),
  personRoute('GET', '/accountability.csv', matrixFile),
  personRoute('GET', '/accountability/mine', myAccountability),
  personRoute('GET', '/accountability/people', accountablePeople),
  personRoute('GET', '/accountability/people/{id}', accountable),
  personRoute('POST', '/accountability/people/{id}/hand-over', handOverAll),
  personRoute('POST', '/accountability/campaigns', beginCampaign),
  personRoute('POST', '/accountability/assignments/{id}/acknowledge', acknowledgeMine),
  personRoute('POST', '/accountability/assignments/{id}/withdraw', withdrawByHand),
  personRoute('POST', '/accountability/assignments/{id}/remind', remindByHand),
  personRoute('GET', '/accountability/cells/{slug}/{role}', accountabilityCell),
  personRoute('POST', '/accountability/cells/{slug}/{role}/assign', assignByHand),

  // Machines and runtimes
  personRoute('GET', '/machines', machines),
  personRoute('POST', '/machines', registerMachine),
  // Before the route of one machine, whose id they are not.
  personRoute('GET', '/machines/overlaps', overlaps),
  personRoute('GET', '/machines/choices', choices),
  personRoute('GET', '/machines/{id}', machine),
  personRoute('POST', '/machines/{id}/change', changeMachine),
  personRoute('POST', '/machines/{id}/suspend', suspendMachine),
  personRoute('POST', '/machines/{id}/quarantine', quarantineMachine),
  personRoute('POST', '/machines/{id}/retire', retireMachine),
  personRoute('POST', '/machines/{id}/resume', resumeMachine),
  personRoute('POST', '/machines/{id}/credentials', issueCredential),
  personRoute('POST', '/machines/{id}/credentials/{credentialId}/revoke', revokeCredential),
  personRoute('GET', '/runtimes', runtimes),
  personRoute('POST', '/runtimes', registerRuntime),
  personRoute('GET', '/runtimes/{id}', runtime),
  personRoute('POST', '/runtimes/{id}/change', changeRuntime),
  personRoute('POST', '/runtimes/{id}/suspend', suspendRuntime),
  personRoute('POST', '/runtimes/{id}/quarantine', quarantineRuntime),
  personRoute('POST', '/runtimes/{id}/resume', resumeRuntime),
  personRoute('POST', '/workflows/{slug}/suspend', suspendAsPerson),
  personRoute('POST', '/workflows/{slug}/owners/{personId}/remove', removeWorkflowOwner),

  // People, teams, proposals
  personRoute('GET', '/choices/people', pickPerson),
  personRoute('GET', '/choices/teams', pickTeam),
  personRoute('GET', '/people', members),
  personRoute('POST', '/people', addPerson),
  personRoute('GET', '/people/{id}', person),
  personRoute('POST', '/people/{id}', changeMember),
  personRoute('GET', '/people/{id}/leaving', leaving),
  personRoute('POST', '/people/{id}/disable', disable),
  personRoute('POST', '/people/{id}/invitation', inviteAgain),
  personRoute('POST', '/people/{id}/roles/remove', takeRole),
  personRoute('GET', '/every-session', everySession),
  personRoute('POST', '/every-session/{handle}/end', endAnySession),
  personRoute('GET', '/invitations', openInvitations),
  personRoute('POST', '/invitations/{id}/end', endInvitation),
  personRoute('POST', '/organisation', nameOrganisation),
  personRoute('GET', '/organisation/guard', guardSettings),
  personRoute('POST', '/organisation/guard', strengthen),
  personRoute('GET', '/teams', teams),
  personRoute('POST', '/teams', addTeam),
  personRoute('POST', '/teams/{id}', renameTeam),
  personRoute('POST', '/teams/{id}/members/{personId}/remove', removeTeamMember),
  personRoute('GET', '/proposals', proposals),
  personRoute('POST', '/proposals', propose),
  personRoute('GET', '/proposals/{id}', proposal),
  personRoute('POST', '/proposals/{id}/verdict', decideOnProposal),
  personRoute('POST', '/proposals/{id}/withdraw', withdrawMine),

  // On call
  personRoute('GET', '/oncall', rotas),
  personRoute('GET', '/oncall/me', myOnCall),
  personRoute('POST', '/oncall/{teamId}', changeRota),
  personRoute('POST', '/oncall/{teamId}/end', endRota),
  personRoute('POST', '/oncall/{teamId}/overrides', cover),
  personRoute('POST', '/oncall/{teamId}/overrides/{id}/remove', uncover),
  personRoute('POST', '/oncall/{teamId}/holidays', holiday),
  personRoute('POST', '/oncall/{teamId}/holidays/{day}/remove', workday),
  personRoute('GET', '/absences/mine', absences),
  personRoute('POST', '/absences', goAway),
  personRoute('POST', '/absences/{id}/end', comeBack),

  // Notices
  personRoute('GET', '/notices', notices),
  personRoute('POST', '/notices/seen', noticesSeen),

  // Channels and what was sent by them
  personRoute('GET', '/channels', channels),
  personRoute('GET', '/channels/mine', myOwn),
  personRoute('POST', '/channels/mine', choose),
  personRoute('POST', '/channels/mine/devices', turnOn),
  personRoute('POST', '/channels/mine/devices/{id}/remove', turnOff),
  personRoute('POST', '/channels/mine/test', testMine),
  personRoute('POST', '/channels/hooks', addHook),
  personRoute('POST', '/channels/hooks/{id}', changeHook),
  personRoute('POST', '/channels/hooks/{id}/secret', rotateSecret),
  personRoute('POST', '/channels/hooks/{id}/test', testHook),
  personRoute('POST', '/channels/hooks/{id}/end', endHook),
  personRoute('GET', '/deliveries', deliveries),
  personRoute('GET', '/deliveries/{id}', delivery),
  personRoute('POST', '/deliveries/{id}/resend', resend),
]
