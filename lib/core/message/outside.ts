import type { SaidIn } from '../language/said'
import type { TitlePart } from '../presentation/presentation'
import { oneLine } from './plain'
import { messageWords } from './say'

/**
 * The action sentence as a message may carry it: the words of the template as they are, and of its values only those that
 * cannot be prose: amounts, numbers, durations, and bare tokens such as `ch_1042`. Everything else an agent could write a
 * plea, a link or an address into, so it is shown in the console only. No other argument ever leaves. An action that no
 * template renders is named by its title.
 */
export function outsideSentence(
  presented: { readonly opaque: boolean; readonly parts: readonly TitlePart[]; readonly action: string },
  language: SaidIn,
): string {
  const { withheld } = messageWords(language)
  if (presented.opaque) return oneLine(presented.action, 120)
  return oneLine(
    presented.parts.map((part) => (part.kind === 'text' ? part.text : shown(part.text, withheld))).join(''),
    160,
  )
}

function shown(value: string, withheld: string): string {
  return NUMBER.test(value) || DURATION.test(value) || isToken(value) ? value : withheld
}

/** `€1,240.00`, `1,240.00 CHF`, `12 bytes`, `−40`. */
const NUMBER = /^[−-]?[€$£]?\d[\d,]*(?:\.\d+)?(?: [A-Z]{3}| bytes)?$/
/** As `sayDuration` writes them: `10 minutes`, `1 hour 30 minutes`. */
const DURATION = /^\d+ [a-z]{1,8}(?: \d+ [a-z]{1,8})?$/

/** One bare ASCII token that no mail or chat program makes a link of. */
function isToken(value: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.:#-]{0,63}$/.test(value) && !looksLikeHost(value)
}

/** Endings that programs take for a web address; every ending of two letters is a country's. */
const ENDINGS = new Set(
  'com net org info biz name pro dev app page web site online shop store tech cloud click link live news xyz top club icu vip work world zip mov bot ink gdn'.split(
    ' ',
  ),
)

function looksLikeHost(value: string): boolean {
  const host = value.split(/[:#]/)[0] ?? ''
  if (/^www\./i.test(host) || /^(?:https?|ftp|mailto|tel|javascript|data):/i.test(value)) return true
  if (/^\d+(?:\.\d+){3}$/.test(host)) return true
  const last = host.split('.').at(-1)?.toLowerCase() ?? ''
  return host.includes('.') && (/^[a-z]{2}$/.test(last) || last.startsWith('xn--') || ENDINGS.has(last))
}
