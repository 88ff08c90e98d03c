/**
 * Every list, wait, retry and body has a limit; each is enforced in schemas, in queries and, where a row can break it, in a CHECK.
 * Units are in the names.
 */
export const limits = {
  bodyBytes: 64 * 1024,
  jsonDepth: 16,
  pageDefault: 50,
  pageMax: 200,
  waitSecondsMax: 60,
  principalsMax: 10,
  traceMax: 50,
  externalRefsMax: 20,
  justificationChars: 8_000,
  reasonChars: 2_000,
  /** Of the fatigue guard: how many approvals can be said to be many, and how long a rest may be. */
  guardApprovalsMax: 1_000,
  guardRestMinutesMax: 240,
  /** Of one counter-proposal. */
  proposedChangesMax: 20,
  /** Revisions of one wish that its page lists. */
  revisionsShown: 50,
  /** Of one rule: what approvers confirm, and how long each text may be. */
  attestationsPerRule: 5,
  attestationChars: 200,
  promptChars: 120,
  promptAnswerChars: 500,
  /** For approvals that a passkey signs. */
  reasonMinChars: 10,
  noteChars: 4_000,
  detailChars: 4_000,
  resourceChars: 512,
  idempotencyKeyChars: 255,
  decideWithinSecondsMin: 30,
  decideWithinSecondsDefault: 3_600,
  decideWithinSecondsMax: 7 * 24 * 3_600,
  grantTtlSecondsMin: 30,
  grantTtlSecondsDefault: 600,
  grantTtlSecondsMax: 24 * 3_600,
  quorumMax: 10,
  graceSecondsMax: 60,
  /** Requests of one batch (DESIGN 12); a screen takes fewer at a time (UX S4). */
  batchMax: 50,
  batchShown: 25,
  leaseSeconds: 300,
  leaseExtendedSecondsMax: 3_600,
  accessTokenSeconds: 600,
  assertionAgeSeconds: 300,
  clockSkewSeconds: 30,
  challengeSeconds: 180,
  sessionSeconds: 12 * 3_600,
  /** Of a boundary's text. */
  cedarChars: 128 * 1024,
  rulesMax: 300,
  actionTypesMax: 100,
  resourcesMax: 300,
  machinesPerWorkflowMax: 200,
  testsMax: 100,
  /** Of a draft on its way in: text, catalogue and tests. */
  draftBytes: 512 * 1024,
  draftDepth: 32,
  simulatedRequestsMax: 10_000,
  /** Of what a loosening frees: so many requests are approved by others than those who let it through. */
  freedRequestsBarred: 10,
  commentChars: 4_000,
  /** Of one version. */
  commentsMax: 500,
  proposalDays: 7,
  reviewDaysDefault: 90,
  reviewDaysMax: 366,
  campaignDaysMax: 92,
  /** Who was let in again without their old passkeys decides nothing for so long. */
  recoveryHours: 24,
  /** "I am looking": so long, by the database's clock. */
  claimSeconds: 600,
  /** Escalation pauses for so many claims of one request, whoever makes them, and then goes on. */
  claimPausesMax: 3,
  /** Of a request's time, so much is never slept through. */
  snoozeKeepsShare: 0.2,
  snoozeSecondsMin: 60,
  questionChars: 1_000,
  answerChars: 4_000,
  /** Of one request. */
  questionsMax: 10,
  splitsMax: 12,
  splitTitleChars: 40,
  /** Rows of an inbox that are put in order; the most urgent ones. */
  inboxMax: 5_000,
  /** Of rows that are asked for by id. */
  rowsMax: 50,
  rotaPeopleMax: 50,
  turnDaysMax: 28,
  /** Of a team, that are not over. */
  overridesMax: 100,
  holidaysMax: 100,
  overrideDaysMax: 60,
  absenceDaysMax: 60,
  /** Of a person, that are not over. */
  absencesMax: 20,
  /** Days that the calendar of a rota shows. */
  calendarDays: 28,
  logEntriesPage: 1_000,
  idempotencyHours: 24,
  /** Of one person. */
  pushDevicesMax: 10,
  chatHooksMax: 50,
  digestMinutesMax: 1_440,
  /** Of one person in a minute. */
  testMessagesPerMinute: 6,
} as const
