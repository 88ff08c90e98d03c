/** The parts of the settings, in the order in which they stand. */
export const TABS = [
  'members',
  'teams',
  'on-call',
  'proposals',
  'invitations',
  'sessions',
  'channels',
  'deliveries',
  'organisation',
] as const

export type SettingsTab = (typeof TABS)[number]

export function isSettingsTab(text: string): text is SettingsTab {
  return TABS.some((tab) => tab === text)
}
