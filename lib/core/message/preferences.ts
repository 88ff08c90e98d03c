/** What a message is about, as far as people choose by it. T3 is none of them: it always goes out. */
export const choosableTopics = ['T1', 'T2', 'notice', 'outcome'] as const
export type ChoosableTopic = (typeof choosableTopics)[number]
export type Topic = ChoosableTopic | 'T3' | 'test'
export const channels = ['email', 'push', 'chat'] as const
export type Channel = (typeof channels)[number]

/** How a person wants to be reached. Minutes of `quiet` are since midnight in `zone`; it may pass midnight. */
export type Preferences = {
  readonly email: readonly ChoosableTopic[]
  readonly push: readonly ChoosableTopic[]
  /** T1 by e-mail is collected for so many minutes; 0: each at once. */
  readonly digestMinutes: number
  readonly quiet: { readonly from: number; readonly to: number } | null
  readonly zone: string
}

/** Of whoever chose nothing. The database says the same (`countersign_tell`), and a test holds the two together. */
export const defaultPreferences: Preferences = {
  email: ['T1', 'T2', 'notice', 'outcome'],
  push: ['T2'],
  digestMinutes: 60,
  quiet: null,
  zone: 'UTC',
}

/** Does this person want it there? T3 is never silent: nobody can turn it off. */
export function wants(preferences: Preferences, channel: 'email' | 'push', topic: Topic): boolean {
  return topic === 'T3' || topic === 'test' || preferences[channel].includes(topic)
}
