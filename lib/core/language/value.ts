import { sayDuration } from '../boundary/duration'
import type { Json } from '../canonical/json'
import type { ParamFormat } from '../directory'
import { showValue } from '../presentation/format'
import type { SaidIn } from './said'

/**
 * A value inside of a sentence of ours: in English as everywhere, in German with the signs that German readers expect
 * ("1.240,00 €"). What is signed, and whatever is compared with it, is written by `showValue` whoever reads it.
 */
export function sayValue(value: Json, format: ParamFormat, currency: string | undefined, language: SaidIn): string {
  const shown = showValue(value, format, currency)
  if (language === 'en' || typeof value === 'string') return shown
  switch (format) {
    case 'money':
      return germanMoney(shown)
    case 'integer':
      return germanNumber(shown)
    case 'bytes':
      return germanNumber(shown).replace(/ bytes$/, ' Bytes')
    case 'boolean':
      return value === true ? 'ja' : value === false ? 'nein' : shown
    case 'duration_seconds':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? sayDuration(value, 'de') : shown
    default:
      return shown
  }
}

/** `1,240.00` → `1.240,00` */
function germanNumber(shown: string): string {
  return shown.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))
}

/** `€1,240.00` → `1.240,00 €`. A plain space: any other one is marked as hidden on the screen. */
function germanMoney(shown: string): string {
  const [, sign = '', symbol = '', amount = '', code = ''] = /^(−?)([^\d−]?)([\d.,]+)( ?.*)$/.exec(shown) ?? []
  return amount === '' ? shown : `${sign}${germanNumber(amount)}${symbol === '' ? code : ` ${symbol}`}`
}
