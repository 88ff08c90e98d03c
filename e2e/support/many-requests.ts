/** Settings under which one agent may ask people as much as tests and measurements do. */
export const manyRequests = {
  COUNTERSIGN_PENDING_PER_POOL: '1000000',
  COUNTERSIGN_PENDING_PER_AGENT: '1000000',
  COUNTERSIGN_PENDING_PER_SPONSOR: '1000000',
  COUNTERSIGN_SAME_WISH_MINUTES: '0',
  COUNTERSIGN_HOLD_AFTER_DENIALS: '0',
  // And of one person they approve more than anybody reads.
  COUNTERSIGN_GUARD_APPROVALS: '0',
} as const
