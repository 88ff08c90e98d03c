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
  logEntriesPage: 1_000,
  idempotencyHours: 24,
} as const
