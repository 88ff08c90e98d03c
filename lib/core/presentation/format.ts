import { sayDuration } from '../boundary/duration'
import { canonicalize, type Json } from '../canonical/json'
import type { ParamFormat } from '../directory'

/**
 * One rendering of a value, the same for everyone whatever their locale: amounts as an exact decimal with their currency,
 * so that 1.000 and 1,000 cannot be mistaken (ATTACKS 14).
 */
export function showValue(value: Json, format: ParamFormat, currency?: string): string {
  switch (format) {
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? showMoney(value, currency ?? '')
        : canonicalize(value)
    case 'integer':
      return typeof value === 'number' ? groupThousands(String(value)) : canonicalize(value)
    case 'boolean':
      return value === true ? 'Yes' : value === false ? 'No' : canonicalize(value)
    case 'duration_seconds':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0
        ? sayDuration(value)
        : canonicalize(value)
    case 'bytes':
      return typeof value === 'number' ? `${groupThousands(String(value))} bytes` : canonicalize(value)
    case 'list':
      return Array.isArray(value)
        ? value.map((item) => (typeof item === 'string' ? item : canonicalize(item))).join(', ')
        : canonicalize(value)
    case 'json':
      return canonicalize(value)
    default:
      return typeof value === 'string' ? value : canonicalize(value)
  }
}

const symbols: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' }
const minorDigits: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, ISK: 0, BHD: 3, KWD: 3, TND: 3 }

/** How many digits of an amount come after the point. */
export function minorDigitsOf(currency: string): number {
  return minorDigits[currency] ?? 2
}

/** Minor units → `€1,240.00`; currencies without a sign of their own as `1,240.00 CHF`. */
export function showMoney(minor: number, currency: string): string {
  const digits = minorDigitsOf(currency)
  const sign = minor < 0 ? '−' : ''
  const plain = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = groupThousands(digits ? plain.slice(0, -digits) : plain)
  const amount = digits ? `${whole}.${plain.slice(-digits)}` : whole
  const symbol = symbols[currency]
  return symbol ? `${sign}${symbol}${amount}` : `${sign}${amount}${currency ? ` ${currency}` : ''}`
}

function groupThousands(digits: string): string {
  return digits.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ','))
}
