/** Why a person denies, as the agent gets it and can act on it; in the order in which they are offered. */
export const denialCodes = [
  'wrong_scope',
  'wrong_resource',
  'insufficient_evidence',
  'not_needed',
  'suspicious',
  'policy',
  'timing',
  'other',
] as const
export type DenialCode = (typeof denialCodes)[number]
