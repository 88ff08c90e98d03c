import type { Translate } from '@/components/language/translate'
import type { Fault } from '@/lib/core/inbox/query-fields'

/** Why a part of a filter is not understood. */
export function faultSentence(t: Translate<'inbox'>, fault: Fault): string {
  switch (fault.code) {
    case 'unclosed':
    case 'empty':
    case 'version':
    case 'duration':
      return t(`filter.fault.${fault.code}`)
    case 'parts':
    case 'characters':
    case 'asterisks':
      return t(`filter.fault.${fault.code}`, { most: fault.most })
    case 'field':
      return t('filter.fault.field', { name: fault.name })
    case 'operator':
      return t('filter.fault.operator', { name: fault.name, operators: fault.operators, hint: fault.hint })
    case 'value':
      return t('filter.fault.value', { name: fault.name, hint: fault.hint })
    case 'values':
      return t('filter.fault.values', { values: fault.values })
  }
}
