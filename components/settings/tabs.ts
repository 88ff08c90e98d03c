/** The parts of the settings, in the order in which they stand. */
export const TAB_TITLES = {
  members: 'Members',
  teams: 'Teams',
  'on-call': 'On call',
  proposals: 'Proposals',
  invitations: 'Invitations',
  sessions: 'Sessions',
  channels: 'Channels',
  deliveries: 'Messages',
  organisation: 'Organisation',
} as const

export type SettingsTab = keyof typeof TAB_TITLES

export function isSettingsTab(text: string): text is SettingsTab {
  return Object.hasOwn(TAB_TITLES, text)
}
