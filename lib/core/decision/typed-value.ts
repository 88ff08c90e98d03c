import type { Json } from '../canonical/json'
import { minorDigitsOf } from '../presentation/format'
import type { RevisableParam } from './revisable'

/** What is wrong with what was typed; the console says it in the language of the moment. */
export type Unreadable = 'empty' | 'number' | 'choice' | 'whole' | 'amount' | 'wholeAmount' | 'tooLarge' | 'json'
export type Typed = { ok: true; value: Json } | { ok: false; why: Unreadable }

/**
 * What a person typed for a param, as the value it stands for. One spelling a number, whatever the browser's language:
 * a point before decimals and no thousands separators, so that 1,000 is never taken for 1.000 (ATTACKS 14). Money is typed
 * in major units (`400.00`) and is a whole number of minor ones.
 */
export function readTyped(text: string, param: Pick<RevisableParam, 'kind' | 'currency'>): Typed {
  const typed = text.trim()
  if (typed === '') return { ok: false, why: 'empty' }
  switch (param.kind) {
    case 'integer':
      return param.currency === null ? whole(typed) : money(typed, param.currency)
    case 'number':
      return /^-?\d{1,15}(\.\d{1,9})?$/.test(typed) ? { ok: true, value: Number(typed) } : { ok: false, why: 'number' }
    case 'boolean':
      return typed === 'true' || typed === 'false'
        ? { ok: true, value: typed === 'true' }
        : { ok: false, why: 'choice' }
    case 'text':
      return { ok: true, value: typed }
    default:
      return json(typed)
  }
}

/** The text that `readTyped` reads as this value: what a field starts with. */
export function typedText(value: Json, param: Pick<RevisableParam, 'kind' | 'currency'>): string {
  if (param.kind === 'integer' && param.currency !== null && typeof value === 'number' && Number.isSafeInteger(value)) {
    const digits = minorDigitsOf(param.currency)
    const plain = String(Math.abs(value)).padStart(digits + 1, '0')
    const sign = value < 0 ? '-' : ''
    return digits === 0 ? `${sign}${plain}` : `${sign}${plain.slice(0, -digits)}.${plain.slice(-digits)}`
  }
  return typeof value === 'string' && param.kind === 'text' ? value : JSON.stringify(value)
}

function whole(typed: string): Typed {
  const value = Number(typed)
  return /^-?\d{1,16}$/.test(typed) && Number.isSafeInteger(value) ? { ok: true, value } : { ok: false, why: 'whole' }
}

function money(typed: string, currency: string): Typed {
  const digits = minorDigitsOf(currency)
  const parts = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(typed)
  const cents = parts?.[3] ?? ''
  if (!parts || cents.length > digits) return { ok: false, why: digits === 0 ? 'wholeAmount' : 'amount' }
  const value = Number(`${parts[1]}${parts[2]}${cents.padEnd(digits, '0')}`)
  return Number.isSafeInteger(value) ? { ok: true, value: value === 0 ? 0 : value } : { ok: false, why: 'tooLarge' }
}

function json(typed: string): Typed {
  try {
    return { ok: true, value: JSON.parse(typed) as Json }
  } catch {
    return { ok: false, why: 'json' }
  }
}
