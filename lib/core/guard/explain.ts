import type { GuardLevel, Hasty } from './level'
import { type Signal, WINDOW_MINUTES } from './signals'

/** A signal in words, the same on the page and in the log (law 13). */
export function signalWords(signal: Signal): string {
  switch (signal.code) {
    case 'rate':
      return `${signal.approvals} approvals within ${WINDOW_MINUTES} minutes`
    case 'fast':
      return `half of the last ${signal.approvals} approvals ${signal.seconds < 1 ? 'in less than a second' : `within ${seconds(signal.seconds)} of opening`}; reading takes ${seconds(signal.floor)}`
    case 'streak':
      return `${signal.inRow} approved in a row in ${signal.minutes} min${signal.unseen ? ', none of them compared with earlier ones' : ''}`
    case 'hour':
      return `it is between ${String(signal.hour).padStart(2, '0')}:00 and ${String((signal.hour + 1) % 24).padStart(2, '0')}:00 where they are`
    case 'shift':
      return `deciding for more than ${signal.hours} hours without a break of one`
  }
}

/** To that person. */
export function signalToYou(signal: Signal): string {
  const words = signal.code === 'hour' ? signalWords(signal).replace('they are', 'you are') : signalWords(signal)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

export function hastyToYou({ seconds: taken, floor }: Hasty): string {
  return `You opened this ${taken < 1 ? 'a moment' : seconds(taken)} ago; reading it takes ${seconds(floor)}.`
}

/** What the guard asks of this approval, to the person; null when nothing. */
export function guardSentence(level: GuardLevel, until: string | null, unusual: string | null): string | null {
  switch (level) {
    case 'none':
      return null
    case 'nudge':
      return `Take a breath.${unusual === null ? '' : ` The unusual field of this one is ${unusual}.`}`
    case 'check':
      return 'Before you approve there is one question about this action.'
    case 'reroute':
      return `Others approve${until === null ? ' for a while' : ` until ${until.slice(11, 16)} UTC`}. You can still deny.`
  }
}

/** A change of level, for the log. */
export function guardChange(from: string, to: string, who: string): string {
  switch (to) {
    case 'none':
      return `${who} approves without extra questions again.`
    case 'nudge':
      return `${who} is reminded to read before approving.`
    case 'check':
      return `${who} answers a question about the action before approving.`
    case 'reroute':
      return `Others approve in place of ${who} for a while; denying stays open.`
    default:
      return `The guard of ${who} went from ${from} to ${to}.`
  }
}

const seconds = (count: number) => (count === 1 ? '1 second' : `${count} seconds`)
